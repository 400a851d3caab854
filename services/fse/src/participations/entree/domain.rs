//! What the corrected day of an entry in the PLIE is to a participation.

use chrono::NaiveDate;
use kernel::{CandidatureId, ParticipantId};

/// An entry in the PLIE whose day was corrected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Deplacement {
    pub(crate) candidature: CandidatureId,
    pub(crate) participant: ParticipantId,
    /// A day that was told before.
    pub(crate) avant: NaiveDate,
    /// The day that holds.
    pub(crate) entree_le: NaiveDate,
}

/// Of the moved entries of a person, the one that a participation which began on `entree_le` does not agree with: it began
/// on the day that was told then, or since and before the person was in the PLIE.
pub(crate) fn en_ecart(deplacements: &[Deplacement], entree_le: NaiveDate) -> Option<Deplacement> {
    let disagrees = |one: &&Deplacement| {
        one.avant != one.entree_le && (entree_le == one.avant || (one.avant < entree_le && entree_le < one.entree_le))
    };
    deplacements.iter().find(disagrees).copied()
}

#[cfg(test)]
mod tests {
    use kernel::Id;
    use testdata::d;

    use super::*;

    fn moved(avant: &str, entree_le: &str) -> [Deplacement; 1] {
        [Deplacement { candidature: Id::MIN, participant: Id::MIN, avant: d(avant), entree_le: d(entree_le) }]
    }

    #[test]
    fn a_participation_that_began_before_the_entry_in_the_plie_is_told() {
        let later = moved("2026-02-12", "2026-03-02");
        let of = |jour: &str| en_ecart(&later, d(jour)).is_some();
        assert!(!of("2026-02-11"), "by a former parcours");
        assert_eq!((of("2026-02-12"), of("2026-03-01"), of("2026-03-02")), (true, true, false));
    }

    #[test]
    fn a_participation_that_keeps_the_former_day_is_told_until_the_correction_is_itself_corrected() {
        assert!(en_ecart(&moved("2026-02-12", "2026-02-05"), d("2026-02-12")).is_some());
        assert!(en_ecart(&moved("2026-02-12", "2026-02-05"), d("2026-02-13")).is_none());
        assert!(en_ecart(&moved("2026-02-12", "2026-02-12"), d("2026-02-12")).is_none());
    }
}
