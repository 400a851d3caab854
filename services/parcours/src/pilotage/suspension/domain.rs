//! A suspension that was decided.

use chrono::NaiveDate;
use kernel::{ActeurId, Nominatif, ParcoursId, ParticipantId, Personnes, SuspensionId, calendrier::Periode};

/// Days on which a parcours is suspended, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Suspension {
    pub(crate) id: SuspensionId,
    pub(crate) parcours: ParcoursId,
    pub(crate) participant: ParticipantId,
    pub(crate) du: NaiveDate,
    /// Last day, included.
    pub(crate) au: NaiveDate,
    pub(crate) motif: String,
    /// Who recorded the decision.
    pub(crate) decidee_par: ActeurId,
}

impl Suspension {
    /// Its days.
    pub(crate) const fn jours(&self) -> Periode {
        Periode { du: self.du, au: Some(self.au) }
    }
}

impl Nominatif for Suspension {
    fn montrer(&self, personnes: &mut Personnes) {
        personnes.ajouter(self.participant);
    }
}
