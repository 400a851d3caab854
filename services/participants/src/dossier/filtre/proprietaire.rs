//! Whoever keeps searches.

use auth::{Acteur, Grant, Scope, WriteScope, permission::ParticipantLire};
use kernel::TerritoireId;

/// Who may search may keep their own searches, which tell of nobody and which nobody else reads.
pub(in crate::dossier::filtre) struct Proprietaire(pub(in crate::dossier::filtre) Grant<ParticipantLire>);

impl Scope for Proprietaire {
    fn territoire(&self) -> TerritoireId {
        self.0.territoire()
    }

    fn acteur(&self) -> Acteur {
        self.0.acteur()
    }
}

impl WriteScope for Proprietaire {}
