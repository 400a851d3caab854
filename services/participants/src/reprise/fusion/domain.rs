//! Two files made one, and two again.

use chrono::{DateTime, Utc};
use kernel::{ActeurId, FusionId, ParticipantId, Refus};

/// A merge of two files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fusion {
    pub(crate) id: FusionId,
    /// The file that was kept.
    pub(crate) garde: ParticipantId,
    /// The file that was absorbed.
    pub(crate) absorbe: ParticipantId,
    pub(crate) motif: String,
    /// Records that moved.
    pub(crate) deplaces: usize,
    pub(crate) fait_le: DateTime<Utc>,
    pub(crate) fait_par: ActeurId,
    pub(crate) annule_le: Option<DateTime<Utc>>,
}

impl Fusion {
    /// Is undone, once, and while `actuel`, the file in which the records of the kept one now are, is still that
    /// one.
    pub(crate) fn annuler(&mut self, actuel: ParticipantId, now: DateTime<Utc>) -> Result<(), Refus> {
        if self.annule_le.is_some() {
            return Err(Refus::new("Cette fusion est déjà annulée."));
        }
        if actuel != self.garde {
            return Err(Refus::new("Le dossier gardé a été fusionné depuis : annulez d'abord cette fusion-là."));
        }
        self.annule_le = Some(now);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use kernel::Id;

    use super::*;

    #[test]
    fn a_merge_is_undone_once_and_the_last_one_first() {
        let (garde, absorbe) = (Id::MIN, Id::MAX);
        let mut fusion = Fusion {
            id: Id::MIN,
            garde,
            absorbe,
            motif: "même personne".to_owned(),
            deplaces: 3,
            fait_le: DateTime::UNIX_EPOCH,
            fait_par: Id::MIN,
            annule_le: None,
        };
        assert!(fusion.annuler(absorbe, DateTime::UNIX_EPOCH).is_err());
        assert!(fusion.annuler(garde, DateTime::UNIX_EPOCH).is_ok());
        assert!(fusion.annuler(garde, DateTime::UNIX_EPOCH).is_err());
    }
}
