//! In whose name a transaction runs.

use kernel::{ActeurId, TerritoireId, UtilisateurId};

use crate::{Sujet, Titres};

/// Who acts: written with every change and every read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acteur {
    /// The user, client or service.
    pub id: ActeurId,
    /// What kind of subject it is.
    pub sujet: Sujet,
    /// The memberships that let them do what they are doing, and no other that they have.
    pub titres: Titres,
}

impl Acteur {
    /// Themselves as a user, for what people do in their own name: an appointment that they lead, their time
    /// sheet, their account.
    #[must_use]
    pub fn soi(&self) -> UtilisateurId {
        self.id.uuid().into()
    }
}

/// A territory, and someone who acts in it.
///
/// Implemented by [`crate::Grant`] for requests and by [`Systeme`] for the suite's own tasks.
pub trait Scope {
    /// The territory whose rows are visible.
    fn territoire(&self) -> TerritoireId;
    /// Who acts.
    fn acteur(&self) -> Acteur;
}

/// What reads without a line in the journal: it shows nobody who is accompanied, or shows them to nobody. A grant of
/// a nominative permission is none: its reads are made through the helper that journals them.
pub trait ReadScope: Scope {}

/// What opens a transaction, for it may change something. A grant of a permission that only reads is none: nobody is
/// read by way of a transaction that changes nothing.
pub trait WriteScope: Scope {}

/// The suite acting by itself in a territory: events, deadlines, sign-in. Opening one outside those
/// places is refused in review; the type is easy to search for.
#[derive(Debug, Clone, Copy)]
pub struct Systeme(pub TerritoireId);

impl Scope for Systeme {
    fn territoire(&self) -> TerritoireId {
        self.0
    }

    fn acteur(&self) -> Acteur {
        Acteur { id: ActeurId::SUITE, sujet: Sujet::Service, titres: Titres::suite() }
    }
}

impl ReadScope for Systeme {}

impl WriteScope for Systeme {}
