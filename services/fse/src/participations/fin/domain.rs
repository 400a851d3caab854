//! What the end of a parcours is to a participation.

use chrono::NaiveDate;
use kernel::{ParcoursId, ParticipantId};
use referentiel::MotifCloture;

/// The end of a parcours: what parcours says of it. It is no answer to what Europe asks, which has words of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Fin {
    pub(crate) parcours: ParcoursId,
    pub(crate) participant: ParticipantId,
    /// First day out of the PLIE.
    pub(crate) le: NaiveDate,
    /// Why; nothing when a positive exit was confirmed.
    pub(crate) motif: Option<MotifCloture>,
}

/// Of the ends of a person's parcours, the one of a participation that began on `entree_le`: the first one since. Its day is the first one out: of who
/// came back on that very day, it is a former parcours that ended.
pub(crate) fn de_la_participation(fins: &[Fin], entree_le: NaiveDate) -> Option<Fin> {
    fins.iter().filter(|fin| fin.le > entree_le).min_by_key(|fin| fin.le).copied()
}

#[cfg(test)]
mod tests {
    use kernel::Id;
    use testdata::d;

    use super::*;

    #[test]
    fn a_participation_ends_with_the_first_end_since_its_entry() {
        let fin = |le| Fin { parcours: Id::MIN, participant: Id::MIN, le: d(le), motif: None };
        let all = [fin("2026-09-01"), fin("2024-05-02"), fin("2027-01-15")];
        let of = |entree| de_la_participation(&all, d(entree)).map(|one| one.le);
        assert_eq!(of("2026-03-02"), Some(d("2026-09-01")), "a former parcours ended before");
        assert_eq!(of("2026-09-01"), Some(d("2027-01-15")), "a former parcours ended on the day before");
        assert_eq!((of("2026-08-31"), of("2027-01-15")), (Some(d("2026-09-01")), None));
    }
}
