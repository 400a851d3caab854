//! A handover that was made, and who may read its sheets.

use chrono::{DateTime, NaiveDate, Utc};
use kernel::{ActeurId, ParcoursId, PassationId, UtilisateurId};

use crate::pilotage::fiche::domain::{Contenu, Ligne};

/// A handover.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Remise {
    pub(crate) id: PassationId,
    /// Who followed the persons on the day before.
    pub(crate) de: UtilisateurId,
    pub(crate) vers: UtilisateurId,
    pub(crate) des_le: NaiveDate,
    /// Last day, of who replaces somebody for a time.
    pub(crate) jusqu_au: Option<NaiveDate>,
    /// How many persons were handed over.
    pub(crate) personnes: u32,
    pub(crate) le: DateTime<Utc>,
    pub(crate) par: ActeurId,
}

/// What was true of a person when they were handed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Gardee {
    pub(crate) parcours: ParcoursId,
    pub(crate) contenu: Contenu,
    pub(crate) lignes: Vec<Ligne>,
    /// Lines that only who accompanies the person reads.
    pub(crate) sensibles: Vec<Ligne>,
}

/// Whose handovers somebody reads: of everybody, or of this référent, who made or received them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lecteur {
    Equipe,
    Referent(UtilisateurId),
}

impl Lecteur {
    /// Whether they read a handover.
    pub(crate) fn lit(self, remise: &Remise) -> bool {
        match self {
            Self::Equipe => true,
            Self::Referent(qui) => [remise.de, remise.vers].contains(&qui),
        }
    }
}

#[cfg(test)]
mod tests {
    use kernel::Id;
    use testdata::{d, t};

    use super::*;

    #[test]
    fn who_handed_over_and_who_received_read_the_sheets_and_no_other_référent() {
        let [de, vers, other] = [1, 2, 3].map(Id::from_u128);
        let (des_le, le) = (d("2026-06-01"), t("2026-05-20T09:00:00Z"));
        let remise = Remise { id: Id::MIN, de, vers, des_le, jusqu_au: None, personnes: 1, le, par: Id::MIN };
        let reads = [de, vers, other].map(|qui| Lecteur::Referent(qui).lit(&remise));
        assert_eq!(reads, [true, true, false]);
        assert!(Lecteur::Equipe.lit(&remise));
    }
}
