//! Eligibility for the PLIE: residence, one category of public, each with its proof valid on the
//! reference date. FSE eligibility is another verdict, in another place.

use chrono::NaiveDate;
use kernel::{CodeCommune, calendrier};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{Referentiel, Verdict};

/// One of four answers: silence is not a "no".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Reponse {
    /// Yes.
    Oui,
    /// No.
    Non,
    /// The person refuses to say.
    RefusDeRepondre,
    /// Asked, not obtained yet.
    NonObtenue,
}

/// What is known of the person on the reference date.
#[derive(Debug, Clone, Default)]
pub struct Faits {
    /// Commune of residence.
    pub commune: Option<CodeCommune>,
    /// Situations by code, as answered.
    pub situations: Vec<(String, Reponse)>,
    /// Accepted pièces: type and date of the document.
    pub pieces: Vec<(String, NaiveDate)>,
}

/// What a criterion is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Etat {
    /// Met, and proved.
    Rempli,
    /// Declared, but its proof is missing or too old.
    PreuveManquante,
    /// Not known: not asked, or refused.
    Inconnu,
    /// Not met.
    NonRempli,
}

/// One criterion of the verdict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Critere {
    /// `residence`, or the situation of the category.
    #[schema(example = "rsa")]
    pub code: String,
    /// What it is worth.
    pub etat: Etat,
    /// Why, in French.
    #[schema(example = "attestation_rsa de moins de 90 jours présente")]
    pub motif: String,
}

/// The verdict: its state is the best of the categories, held back by the residence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conclusion {
    /// The whole.
    pub etat: Etat,
    /// Residence, then each category of the référentiel.
    pub criteres: Vec<Critere>,
}

/// Judges the person on `reference`, the date that matters (the entry), never today.
#[must_use]
pub fn juger(referentiel: &Referentiel, faits: &Faits, reference: NaiveDate) -> Verdict<Conclusion> {
    let rules = &referentiel.eligibilite;
    let residence = residence(referentiel, faits, reference);
    let categories: Vec<_> = rules
        .categories
        .iter()
        .map(|category| {
            let (etat, motif) = match reponse(faits, &category.situation) {
                None => (Etat::Inconnu, "question non posée".to_owned()),
                Some(Reponse::NonObtenue) => (Etat::Inconnu, "demandée, non obtenue".to_owned()),
                Some(Reponse::RefusDeRepondre) => (Etat::Inconnu, "la personne ne se prononce pas".to_owned()),
                Some(Reponse::Non) => (Etat::NonRempli, "réponse : non".to_owned()),
                Some(Reponse::Oui) => preuve(faits, &category.piece, category.validite_jours, reference),
            };
            Critere { code: category.situation.clone(), etat, motif }
        })
        .collect();
    let best = categories.iter().map(|critere| critere.etat).min().unwrap_or(Etat::NonRempli);
    let etat = best.max(residence.etat);
    let sentence = match etat {
        Etat::Rempli => "éligible au PLIE",
        Etat::PreuveManquante => "éligible sous réserve d'un justificatif",
        Etat::Inconnu => "éligibilité inconnue : des réponses manquent",
        Etat::NonRempli => "non éligible au PLIE",
    };
    let criteres = std::iter::once(residence).chain(categories).collect();
    Verdict::new(referentiel, "eligibilite_plie", Conclusion { etat, criteres }, sentence)
        .fait("date de référence", reference)
}

fn residence(referentiel: &Referentiel, faits: &Faits, reference: NaiveDate) -> Critere {
    let rules = &referentiel.eligibilite;
    let (etat, motif) = match &faits.commune {
        None => (Etat::Inconnu, "commune de résidence inconnue".to_owned()),
        Some(commune) if !rules.communes.is_empty() && !rules.communes.contains(commune) => {
            (Etat::NonRempli, format!("{} n'est pas une commune du PLIE", commune.nom()))
        }
        Some(_) => preuve(faits, "justificatif_domicile", Some(rules.residence_validite_jours), reference),
    };
    Critere { code: "residence".to_owned(), etat, motif }
}

fn reponse(faits: &Faits, situation: &str) -> Option<Reponse> {
    faits.situations.iter().find(|(code, _)| code == situation).map(|(_, reponse)| *reponse)
}

fn preuve(faits: &Faits, piece: &str, validite: Option<i64>, reference: NaiveDate) -> (Etat, String) {
    let newest =
        faits.pieces.iter().filter(|(kind, date)| kind == piece && *date <= reference).map(|(_, date)| *date).max();
    match (newest, validite) {
        (None, _) => (Etat::PreuveManquante, format!("pièce manquante : {piece}")),
        (Some(date), Some(days)) if calendrier::jours_entre(date, reference) > days => {
            (Etat::PreuveManquante, format!("{piece} du {date} : plus de {days} jours à la date de référence"))
        }
        (Some(date), _) => (Etat::Rempli, format!("{piece} du {date}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::livre;

    fn d(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn faits(reponse: Reponse, piece: &str) -> Faits {
        Faits {
            commune: Some("63113".to_owned().try_into().unwrap()),
            situations: vec![("rsa".to_owned(), reponse)],
            pieces: vec![
                ("attestation_rsa".to_owned(), d(piece)),
                ("justificatif_domicile".to_owned(), d("2015-01-10")),
            ],
        }
    }

    fn etat(faits: &Faits) -> Etat {
        juger(&livre("clermont").unwrap(), faits, d("2015-02-12")).conclusion.etat
    }

    #[test]
    fn a_proof_is_judged_against_the_date_that_mattered() {
        assert_eq!(etat(&faits(Reponse::Oui, "2014-11-14")), Etat::Rempli, "90 days");
        assert_eq!(etat(&faits(Reponse::Oui, "2014-11-13")), Etat::PreuveManquante, "91 days");
        assert_eq!(etat(&faits(Reponse::Oui, "2015-02-13")), Etat::PreuveManquante, "dated after the reference");
    }

    #[test]
    fn silence_is_not_a_no() {
        assert_eq!(etat(&faits(Reponse::NonObtenue, "2015-01-10")), Etat::Inconnu);
        assert_eq!(etat(&faits(Reponse::RefusDeRepondre, "2015-01-10")), Etat::Inconnu);
    }

    #[test]
    fn a_commune_outside_the_territory_is_not_eligible() {
        let mut clermont = livre("clermont").unwrap();
        clermont.eligibilite.communes = vec!["63014".to_owned().try_into().unwrap()];
        let verdict = juger(&clermont, &faits(Reponse::Oui, "2015-01-10"), d("2015-02-12"));
        assert_eq!(verdict.conclusion.etat, Etat::NonRempli);
        assert_eq!(verdict.conclusion.criteres[0].motif, "Clermont-Ferrand n'est pas une commune du PLIE");
    }
}
