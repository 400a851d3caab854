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
    /// In a qualifying training: counted until it is validated.
    EnFormation {
        /// Last day of the training.
        fin: NaiveDate,
        /// Day on which the title was obtained.
        titre_obtenu_le: Option<NaiveDate>,
    },
    /// Out.
    Sorti,
}

/// Whether the person counts in the file active on `au`: accompaniment alone but not in veille, in
/// étape, and in positive exit during the first months of the contract or until the training is validated.
#[must_use]
pub fn compte(referentiel: &Referentiel, situation: Situation, au: NaiveDate) -> bool {
    match situation {
        Situation::Accompagnement => true,
        Situation::EnVeille | Situation::Suspendu | Situation::Sorti => false,
        Situation::EnEmploi { debut } => au < calendrier::plus_mois(debut, referentiel.sortie.suivi_mois),
        Situation::EnFormation { titre_obtenu_le: Some(title), .. } => au < title,
        Situation::EnFormation { fin, titre_obtenu_le: None } if referentiel.sortie.formation_titre => {
            au <= referentiel.sortie.titre_attendu_jusqu_au(fin)
        }
        Situation::EnFormation { fin, titre_obtenu_le: None } => au < fin,
    }
}

/// What [`compte`] reads of the rules of a territory, for who counts many persons at once in a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bornes {
    /// Months during which a job or a business counts, from its first day on.
    pub suivi_mois: u32,
    /// Months during which the title of a training is awaited, from its last day on; none where no title is asked: the
    /// training counts until the day before its last one.
    pub titre_mois: Option<u32>,
}

impl Bornes {
    /// Those of a territory.
    #[must_use]
    pub fn de(referentiel: &Referentiel) -> Self {
        let exit = &referentiel.sortie;
        let awaited = exit.titre_attendu_mois();
        Self { suivi_mois: exit.suivi_mois, titre_mois: exit.formation_titre.then_some(awaited) }
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

    #[test]
    fn a_training_counts_until_it_is_validated() {
        let lyon = livre("lyon").unwrap();
        let counted = |titre, au| {
            let training = Situation::EnFormation { fin: d("2017-08-31"), titre_obtenu_le: Option::map(titre, d) };
            compte(&lyon, training, d(au))
        };
        assert!(counted(None, "2017-06-01") && counted(None, "2017-10-10"), "it runs, then the jury is awaited");
        assert_eq!((counted(None, "2018-08-31"), counted(None, "2018-09-01")), (true, false), "a year at most");
        let title = Some("2017-10-10");
        assert_eq!((counted(title, "2017-10-09"), counted(title, "2017-10-10")), (true, false));
    }
}
