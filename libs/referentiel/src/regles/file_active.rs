//! Who belongs to the file active (seed 002).

use chrono::NaiveDate;
use kernel::calendrier;

use crate::Referentiel;

/// The situation of a parcours on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Situation {
    /// Accompaniment alone, étape or délégué.
    Accompagnement,
    /// In veille: nothing is done for now.
    EnVeille,
    /// Suspended by decision.
    Suspendu,
    /// In a job since this day: counted until it has held for the follow-up period.
    EnEmploi {
        /// First day of the job or of the business.
        debut: NaiveDate,
    },
    /// Out.
    Sorti,
}

/// Whether the person counts in the file active on `au`: accompaniment alone but not in veille, in
/// étape, and in positive exit during the first months of the contract.
#[must_use]
pub fn compte(referentiel: &Referentiel, situation: Situation, au: NaiveDate) -> bool {
    match situation {
        Situation::Accompagnement => true,
        Situation::EnVeille | Situation::Suspendu | Situation::Sorti => false,
        Situation::EnEmploi { debut } => au < calendrier::plus_mois(debut, referentiel.sortie.suivi_mois),
    }
}

#[cfg(test)]
mod tests {
    use testdata::d;

    use super::*;
    use crate::livre;

    #[test]
    fn i_j_and_k_are_in_the_file_active_and_h_and_l_are_not() {
        let lyon = livre("lyon").unwrap();
        let au = d("2017-10-01");
        let since = |mois| Situation::EnEmploi { debut: calendrier::moins_mois(au, mois) };
        let counted = |situation| compte(&lyon, situation, au);
        assert!(!counted(Situation::EnVeille), "H");
        assert!(counted(Situation::Accompagnement), "I in étape, J alone");
        assert!(counted(since(4)), "K");
        assert!(!counted(since(7)), "L");
        assert!(!counted(since(6)), "six months have passed");
    }
}
