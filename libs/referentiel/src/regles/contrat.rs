//! Signatures that engage (seeds 000 and 003).

use crate::{Referentiel, Signataire, Verdict};

/// The signatures still missing on a contrat d'engagement; engaged when none is.
#[must_use]
pub fn signatures_manquantes(referentiel: &Referentiel, signes: &[Signataire]) -> Verdict<Vec<Signataire>> {
    manquantes(referentiel, "signatures_contrat", &referentiel.contrat.signataires, signes)
}

/// The signatures still missing on a candidature; it can be filed when none is.
#[must_use]
pub fn signatures_candidature(referentiel: &Referentiel, signes: &[Signataire]) -> Verdict<Vec<Signataire>> {
    manquantes(referentiel, "signatures_candidature", &referentiel.candidature.signatures, signes)
}

fn manquantes(
    referentiel: &Referentiel,
    regle: &str,
    required: &[Signataire],
    signes: &[Signataire],
) -> Verdict<Vec<Signataire>> {
    let missing: Vec<_> = required.iter().copied().filter(|who| !signes.contains(who)).collect();
    let names: Vec<_> = missing.iter().map(|who| who.nom()).collect();
    let sentence = if missing.is_empty() {
        "toutes les signatures sont réunies".to_owned()
    } else {
        format!("il manque la signature de : {}", names.join(", "))
    };
    Verdict::new(referentiel, regle, missing, sentence)
        .fait("signatures requises", required.len())
        .fait("signatures reçues", signes.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::livre;
    use Signataire::{Direction, Participant, Prescripteur, President, Referent};

    #[test]
    fn clermont_is_engaged_by_the_third_signature() {
        let clermont = livre("clermont").unwrap();
        assert_eq!(signatures_manquantes(&clermont, &[Participant, Referent]).conclusion, [Direction]);
        assert!(signatures_manquantes(&clermont, &[Participant, Referent, Direction]).conclusion.is_empty());
    }

    #[test]
    fn chalon_takes_its_president() {
        let chalon = livre("grand-chalon").unwrap();
        assert_eq!(signatures_manquantes(&chalon, &[Participant, Referent, Direction]).conclusion, [President]);
    }

    #[test]
    fn a_file_without_the_prescripteur_says_so() {
        let verdict = signatures_candidature(&livre("clermont").unwrap(), &[Participant]);
        assert_eq!(verdict.conclusion, [Prescripteur]);
        assert_eq!(verdict.raison.explication, "il manque la signature de : prescripteur");
    }
}
