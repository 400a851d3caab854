//! What makes a presence justified.

use chrono::{DateTime, Utc};
use emargement_api::{Issue, NatureRendezVous};
use kernel::Duree;

/// The signatures of one presence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Signatures {
    pub(crate) nature: NatureRendezVous,
    pub(crate) issue: Issue,
    pub(crate) arrivee: Option<DateTime<Utc>>,
    pub(crate) depart: Option<DateTime<Utc>>,
    pub(crate) animateur_arrivee: Option<DateTime<Utc>>,
    pub(crate) animateur_depart: Option<DateTime<Utc>>,
}

impl Signatures {
    /// What is missing for the presence to be justified: each of the two signs the start and the end
    /// (seeds 002 and 004). Nothing is asked of who did not come, nor of who was called.
    pub(crate) fn manque(&self) -> Vec<&'static str> {
        if matches!(self.issue, Issue::Absent | Issue::Excuse) {
            return vec![];
        }
        let participant =
            [(self.arrivee, "signature d'arrivée du participant"), (self.depart, "signature de départ du participant")];
        let animateur = [
            (self.animateur_arrivee, "signature d'arrivée de l'animateur"),
            (self.animateur_depart, "signature de départ de l'animateur"),
        ];
        let called = self.nature == NatureRendezVous::Telephone;
        let asked = participant.into_iter().filter(|_| !called).chain(animateur);
        asked.filter(|(signed, _)| signed.is_none()).map(|(_, name)| name).collect()
    }

    /// Whether the presence is proved.
    pub(crate) fn justifiee(&self) -> bool {
        self.issue == Issue::Present && self.manque().is_empty()
    }
}

/// Whole minutes from `debut` to `fin`.
pub(crate) fn entre(debut: DateTime<Utc>, fin: DateTime<Utc>) -> Duree {
    i32::try_from((fin - debut).num_minutes())
        .ok()
        .and_then(|minutes| Duree::try_from(minutes).ok())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minute: i64) -> Option<DateTime<Utc>> {
        DateTime::from_timestamp(1_780_000_000 + 60 * minute, 0)
    }

    fn signed() -> Signatures {
        Signatures {
            nature: NatureRendezVous::Entretien,
            issue: Issue::Present,
            arrivee: at(0),
            depart: at(118),
            animateur_arrivee: at(0),
            animateur_depart: at(120),
        }
    }

    #[test]
    fn four_signatures_justify_a_presence() {
        assert!(signed().justifiee());
    }

    #[test]
    fn each_missing_signature_is_named() {
        let left_without_signing = Signatures { depart: None, ..signed() };
        assert!(!left_without_signing.justifiee());
        assert_eq!(left_without_signing.manque(), ["signature de départ du participant"]);
    }

    #[test]
    fn a_call_is_signed_by_who_calls() {
        let call = Signatures { nature: NatureRendezVous::Telephone, arrivee: None, depart: None, ..signed() };
        assert!(call.justifiee());
        assert!(!Signatures { animateur_depart: None, ..call }.justifiee());
    }

    #[test]
    fn nothing_is_asked_of_who_did_not_come() {
        let absent = Signatures { issue: Issue::Absent, arrivee: None, depart: None, ..signed() };
        assert!(absent.manque().is_empty());
        assert!(!absent.justifiee());
    }
}
