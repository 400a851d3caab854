//! A pièce is judged on the day that mattered (entry, start of an étape, exit), never today: a controller
//! refuses a notice dated after the entry.

use chrono::NaiveDate;
use kernel::{calendrier, phrase};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::preuve;
use crate::{Evenement, Referentiel, Verdict};

/// The type of pièce that proves the residence.
pub const JUSTIFICATIF_DOMICILE: &str = "justificatif_domicile";

kernel::codes! {
    /// Where a pièce stands.
    pub enum EtatPiece {
        /// Asked for.
        Demandee = "demandee",
        /// Asked for, and it could not be obtained: quiet, and not a refusal.
        NonObtenue = "non_obtenue",
        /// Received, to be checked.
        Recue = "recue",
        /// Checked and accepted.
        Acceptee = "acceptee",
        /// Given back to be corrected, with the reason.
        Retournee = "retournee",
        /// Does not apply to this person.
        SansObjet = "sans_objet",
    }
}

/// What is known of one pièce.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FaitPiece {
    /// Its type.
    pub kind: String,
    /// Where it stands.
    pub etat: EtatPiece,
    /// Date of the document; absent while it was not received.
    pub date_document: Option<NaiveDate>,
    /// Last day on which the document holds, when it says one.
    pub expire_le: Option<NaiveDate>,
}

/// The rule under which a pièce is judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Validite {
    /// How many days old it may be on the reference date.
    pub jours: Option<i64>,
    /// How many days after the reference date it may be dated.
    pub retard_jours: i64,
}

/// What a pièce is worth on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ValeurPiece {
    /// It proves the fact on that day.
    Valide,
    /// Too old on that day, or its own term had passed.
    Perimee,
    /// Dated after that day.
    Posterieure,
    /// Not accepted yet: asked for, received, or given back.
    EnAttente,
    /// It does not apply.
    SansObjet,
}

/// Judges a pièce on `reference`; the sentence says why.
#[must_use]
pub fn valeur(piece: &FaitPiece, validite: Validite, reference: NaiveDate) -> (ValeurPiece, String) {
    let kind = &piece.kind;
    let date = match (piece.etat, piece.date_document) {
        (EtatPiece::SansObjet, _) => return (ValeurPiece::SansObjet, format!("{kind} : sans objet")),
        (EtatPiece::Acceptee, Some(date)) => date,
        (EtatPiece::Demandee, _) => return (ValeurPiece::EnAttente, format!("{kind} demandée")),
        (EtatPiece::NonObtenue, _) => return (ValeurPiece::EnAttente, format!("{kind} demandée, non obtenue")),
        (EtatPiece::Retournee, _) => return (ValeurPiece::EnAttente, format!("{kind} retournée pour correction")),
        (EtatPiece::Recue | EtatPiece::Acceptee, _) => {
            return (ValeurPiece::EnAttente, format!("{kind} reçue, à vérifier"));
        }
    };
    let age = calendrier::jours_entre(date, reference);
    if age < -validite.retard_jours {
        return (
            ValeurPiece::Posterieure,
            format!(
                "{kind} du {} : postérieure à la date de référence, le {}",
                phrase::jour(date),
                phrase::jour(reference)
            ),
        );
    }
    if let Some(days) = validite.jours.filter(|days| age > *days) {
        return (
            ValeurPiece::Perimee,
            format!("{kind} du {} : plus de {days} jours à la date de référence", phrase::jour(date)),
        );
    }
    if let Some(term) = piece.expire_le.filter(|term| *term < reference) {
        return (ValeurPiece::Perimee, format!("{kind} du {} : expirée le {}", phrase::jour(date), phrase::jour(term)));
    }
    (ValeurPiece::Valide, format!("{kind} du {}", phrase::jour(date)))
}

/// The best of the pièces of one type, or `None` when there is none.
#[must_use]
pub fn meilleure(
    pieces: &[FaitPiece],
    kind: &str,
    validite: Validite,
    reference: NaiveDate,
) -> Option<(ValeurPiece, String)> {
    let rank = |valeur: &ValeurPiece| match valeur {
        ValeurPiece::Valide => 4,
        ValeurPiece::EnAttente => 3,
        ValeurPiece::Perimee => 2,
        ValeurPiece::Posterieure => 1,
        ValeurPiece::SansObjet => 0,
    };
    let judged = pieces.iter().filter(|piece| piece.kind == kind).map(|piece| valeur(piece, validite, reference));
    judged.max_by_key(|(valeur, _)| rank(valeur))
}

/// The rule of the référentiel for a type of pièce at an event; a type without rule does not age.
#[must_use]
pub fn regle(referentiel: &Referentiel, kind: &str, evenement: Evenement) -> Validite {
    let own = referentiel.pieces.iter().find(|rule| rule.piece == kind && rule.evenement == evenement);
    if evenement == Evenement::Sortie {
        return preuve::validite(kind, own);
    }
    if let Some(rule) = own {
        return Validite { jours: rule.validite_jours, retard_jours: rule.retard_jours };
    }
    let rules = &referentiel.eligibilite;
    let category = rules.categories.iter().filter(|category| category.piece == kind).find_map(|one| one.validite_jours);
    let jours = if kind == JUSTIFICATIF_DOMICILE { Some(rules.residence_validite_jours) } else { category };
    Validite { jours: jours.filter(|_| evenement == Evenement::Entree), retard_jours: 0 }
}

/// The verdict on one pièce for an event on `reference`.
#[must_use]
pub fn juger(
    referentiel: &Referentiel,
    piece: &FaitPiece,
    evenement: Evenement,
    reference: NaiveDate,
) -> Verdict<ValeurPiece> {
    let validite = regle(referentiel, &piece.kind, evenement);
    let (conclusion, sentence) = valeur(piece, validite, reference);
    let verdict =
        Verdict::new(referentiel, "validite_piece", conclusion, sentence).fait("date de référence", reference);
    let verdict = match validite.jours {
        Some(days) => verdict.fait("validité, en jours", days),
        None => verdict,
    };
    match piece.expire_le {
        Some(term) => verdict.fait("terme du document", term),
        None => verdict,
    }
}

#[cfg(test)]
mod tests {
    use testdata::d;

    use super::*;

    fn piece(date: &str, expire: Option<&str>) -> FaitPiece {
        FaitPiece {
            kind: "attestation_rsa".into(),
            etat: EtatPiece::Acceptee,
            date_document: Some(d(date)),
            expire_le: expire.map(d),
        }
    }

    #[test]
    fn the_verdict_follows_the_reference_date_leap_days_included() {
        let rule = Validite { jours: Some(90), retard_jours: 0 };
        let on = |date: &str, reference: &str| valeur(&piece(date, None), rule, d(reference)).0;
        assert_eq!(on("2015-02-12", "2015-02-12"), ValeurPiece::Valide, "the same day");
        assert_eq!(on("2015-02-13", "2015-02-12"), ValeurPiece::Posterieure, "a day after");
        assert_eq!(on("2023-12-01", "2024-02-29"), ValeurPiece::Valide, "90 days, 2024 is a leap year");
        assert_eq!(on("2023-12-01", "2024-03-01"), ValeurPiece::Perimee, "91 days");
        assert_eq!(on("2024-12-01", "2025-03-01"), ValeurPiece::Valide, "90 days, 2025 is not");
    }

    #[test]
    fn a_decision_holds_until_its_own_term_included() {
        let on =
            |reference: &str| valeur(&piece("2020-01-01", Some("2024-06-30")), Validite::default(), d(reference)).0;
        assert_eq!(on("2024-06-30"), ValeurPiece::Valide);
        assert_eq!(on("2024-07-01"), ValeurPiece::Perimee);
    }

    #[test]
    fn only_an_accepted_piece_proves_and_silence_stays_quiet() {
        for etat in [EtatPiece::Demandee, EtatPiece::NonObtenue, EtatPiece::Recue, EtatPiece::Retournee] {
            let piece = FaitPiece { etat, ..piece("2015-01-10", None) };
            assert_eq!(valeur(&piece, Validite::default(), d("2015-02-12")).0, ValeurPiece::EnAttente, "{etat:?}");
        }
        let none = FaitPiece { etat: EtatPiece::SansObjet, ..piece("2015-01-10", None) };
        assert_eq!(valeur(&none, Validite::default(), d("2015-02-12")).0, ValeurPiece::SansObjet);
    }

    #[test]
    fn a_payslip_may_follow_the_exit_that_it_proves() {
        let lyon = crate::livre("lyon").unwrap();
        let slip = FaitPiece { kind: "bulletin_de_salaire".into(), ..piece("2017-11-30", None) };
        assert_eq!(juger(&lyon, &slip, Evenement::Sortie, d("2017-06-01")).conclusion, ValeurPiece::Valide, "182 days");
        let late = FaitPiece { kind: "bulletin_de_salaire".into(), ..piece("2017-12-02", None) };
        assert_eq!(juger(&lyon, &late, Evenement::Sortie, d("2017-06-01")).conclusion, ValeurPiece::Posterieure, "184");
    }
}
