//! The contact of each month, as what is due: the earliest month that was not kept after the last that was.

use chrono::NaiveDate;
use kernel::calendrier::dernier_du_mois;

use crate::{Attendu, Referentiel};

/// A month of a parcours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mois {
    /// Its first day.
    pub premier: NaiveDate,
    /// Whether the person was accompanied on one day of it at least.
    pub accompagne: bool,
    /// Whether all its contacts are known: one that began before the history does is not judged.
    pub connu: bool,
    /// Whether its contact was made, as [`super::contact::du_mois`] says.
    pub tenu: bool,
}

/// The contact to make: that of the first accompanied month after the last in which the rule was kept. A month without its
/// contact is a breach until a later one has its own. `mois` tells them where the territory has the rule, and follow one
/// another from the entry on, as far as something is known of them. `None` where nothing is asked.
#[must_use]
pub fn du_mois(referentiel: &Referentiel, mois: impl FnOnce() -> Vec<Mois>) -> Option<Attendu> {
    referentiel.contact?;
    let mois = mois();
    let kept = mois.iter().rposition(|one| one.tenu);
    let due = mois.iter().skip(kept.map_or(0, |last| last + 1)).find(|one| one.connu && one.accompagne)?;
    let last = kept.and_then(|last| mois.get(last)).map(|one| one.premier.format("%Y-%m").to_string());
    let (limite, warned) = (dernier_du_mois(due.premier), referentiel.alertes.contact);
    let attendu = Attendu::new(referentiel, "contact_du_mois", "contact du mois à prendre", limite, warned);
    Some(attendu.fait("dernier mois tenu", last.unwrap_or_else(|| "—".to_owned())))
}

#[cfg(test)]
mod tests {
    use testdata::d;

    use super::*;
    use crate::livre;

    fn mois(premier: &str, accompagne: bool, tenu: bool) -> Mois {
        Mois { premier: d(premier), accompagne, connu: true, tenu }
    }

    #[test]
    fn the_month_after_the_last_that_was_kept_is_due_and_a_suspended_one_is_not() {
        let chalon = livre("grand-chalon").unwrap();
        let due = |all: &[Mois]| du_mois(&chalon, || all.to_vec()).map(|one| (one.alerte_le, one.limite));
        let (kept, missed) = (mois("2026-01-01", true, true), mois("2026-02-01", true, false));
        assert_eq!(due(&[missed]), Some((d("2026-02-21"), d("2026-02-28"))), "the first one");
        assert_eq!(due(&[kept, missed, mois("2026-03-01", true, false)]), Some((d("2026-02-21"), d("2026-02-28"))));
        assert_eq!(due(&[missed, mois("2026-03-01", true, true)]), None, "a later one was kept, the next is not told");
        let suspended = mois("2026-02-01", false, false);
        assert_eq!(due(&[kept, suspended, mois("2026-03-01", true, false)]).unwrap().1, d("2026-03-31"));
        let unknown = Mois { connu: false, ..missed };
        assert_eq!(
            due(&[unknown, mois("2026-03-01", true, false)]).unwrap().1,
            d("2026-03-31"),
            "of before, no breach"
        );
        assert_eq!(du_mois(&livre("lyon").unwrap(), || vec![missed]), None, "no such rule");
    }
}
