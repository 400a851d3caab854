//! Why two files may be those of one person. A person proposes, nobody merges by rule.

use participants_api::{NouveauParticipant, RaisonDoublon};

use crate::dossier::cle;

/// The reasons, strongest first; empty when the two files are not proposed.
pub(crate) fn raisons(un: &NouveauParticipant, autre: &NouveauParticipant) -> Vec<RaisonDoublon> {
    let same = |a: Option<&str>, b: Option<&str>| a.is_some() && a == b;
    let france_travail =
        |one: &NouveauParticipant| one.etat_civil.identifiant_france_travail.as_ref().map(ToString::to_string);
    let name = |one: &NouveauParticipant| (kernel::lettres(&one.nom), kernel::lettres(&one.prenom));
    let sound =
        |one: &NouveauParticipant| (cle::domain::phonetique::son(&one.nom), cle::domain::phonetique::son(&one.prenom));
    let birth = un.date_naissance == autre.date_naissance;
    let ((un_nom, un_prenom), (autre_nom, autre_prenom)) = (name(un), name(autre));
    // What no letter writes tells nobody from another.
    let names = !un_nom.is_empty() && un_nom == autre_nom && un_prenom == autre_prenom;
    let swapped = un_nom == autre_prenom && un_prenom == autre_nom;
    let maiden = |a: &NouveauParticipant, b: &str| {
        a.etat_civil.nom_naissance.as_deref().is_some_and(|own| kernel::lettres(own) == b)
    };
    let married = un_prenom == autre_prenom && (maiden(un, &autre_nom) || maiden(autre, &un_nom));
    let phone = |one: &NouveauParticipant| one.telephone.as_ref().map(ToString::to_string);
    let told = [
        (
            same(france_travail(un).as_deref(), france_travail(autre).as_deref()),
            RaisonDoublon::MemeIdentifiantFranceTravail,
        ),
        (birth && names, RaisonDoublon::MemeNomMemeNaissance),
        (birth && married, RaisonDoublon::NomDeNaissance),
        (birth && swapped, RaisonDoublon::NomEtPrenomInverses),
        (birth && !names && sound(un) == sound(autre), RaisonDoublon::NomProcheMemeNaissance),
        (
            same(phone(un).as_deref(), phone(autre).as_deref()) && un_prenom == autre_prenom,
            RaisonDoublon::MemeTelephoneMemePrenom,
        ),
    ];
    told.into_iter().filter(|(holds, _)| *holds).map(|(_, raison)| raison).collect()
}

#[cfg(test)]
mod tests {
    use participants_api::{EtatCivil, Sexe};

    use super::*;

    fn personne(nom: &str, prenom: &str, naissance: &str) -> NouveauParticipant {
        NouveauParticipant {
            nom: nom.into(),
            prenom: prenom.into(),
            date_naissance: naissance.parse().unwrap(),
            sexe: Sexe::Femme,
            commune: None,
            telephone: None,
            courriel: None,
            etat_civil: EtatCivil::default(),
        }
    }

    #[test]
    fn each_reason_is_told_and_two_strangers_have_none() {
        let one = personne("Dupont", "Anne", "1984-05-20");
        let same = |nom, prenom, naissance| raisons(&one, &personne(nom, prenom, naissance));
        assert_eq!(same("DUPONT", "anne", "1984-05-20"), [RaisonDoublon::MemeNomMemeNaissance]);
        assert_eq!(same("Dupond", "Anne", "1984-05-20"), [RaisonDoublon::NomProcheMemeNaissance]);
        assert_eq!(same("Anne", "Dupont", "1984-05-20"), [RaisonDoublon::NomEtPrenomInverses]);
        assert_eq!(same("Dupont", "Anne", "1984-05-21"), []);
        let mut married = personne("Martin", "Anne", "1984-05-20");
        married.etat_civil.nom_naissance = Some("Dupont".into());
        assert_eq!(raisons(&one, &married), [RaisonDoublon::NomDeNaissance]);
    }
}
