//! What the signatures of a séance prove of the time of who leads it.

use kernel::Duree;

use crate::{Emargement, EnDoute};

/// Of the minutes that were signed, those that are proved when `completes` of the `presents` signed all that is asked.
#[must_use]
pub fn prouvees(regle: Emargement, signees: Duree, completes: usize, presents: usize) -> Duree {
    if completes >= presents {
        return signees;
    }
    match regle.manque {
        EnDoute::Seance => Duree::ZERO,
        EnDoute::Part => part(signees, completes, presents),
    }
}

/// The whole minutes of `completes` shares out of `presents`.
fn part(signees: Duree, completes: usize, presents: usize) -> Duree {
    let (shares, all) = (i64::try_from(completes).unwrap_or(0), i64::try_from(presents).unwrap_or(i64::MAX));
    let minutes = i64::from(signees.minutes()).saturating_mul(shares) / all;
    i32::try_from(minutes).ok().and_then(|minutes| Duree::try_from(minutes).ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORKSHOP: Duree = Duree::heures_minutes(3, 0);

    fn minutes(manque: EnDoute, completes: usize, presents: usize) -> i32 {
        prouvees(Emargement { manque, ..Emargement::default() }, WORKSHOP, completes, presents).minutes()
    }

    #[test]
    fn one_departure_missing_of_six_puts_a_sixth_in_doubt() {
        assert_eq!(minutes(EnDoute::Part, 6, 6), 180);
        assert_eq!(minutes(EnDoute::Part, 5, 6), 150);
        assert_eq!(minutes(EnDoute::Part, 0, 6), 0);
        assert_eq!(minutes(EnDoute::Part, 1, 7), 25, "whole minutes, never more than were signed");
    }

    #[test]
    fn a_territory_may_put_the_whole_seance_in_doubt() {
        assert_eq!(minutes(EnDoute::Seance, 6, 6), 180);
        assert_eq!(minutes(EnDoute::Seance, 5, 6), 0);
    }
}
