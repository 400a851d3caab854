//! What a service knows of what the others own: a card of each user, structure, person and operation, told by its owner
//! whenever it changes, kept by whoever hears it (ADR 14).
//!
//! A use case that takes an identifier of another service says whom or what it must name:
//!
//! ```
//! use chrono::NaiveDate;
//! use events::annuaires::{self, Utilisateur};
//! use kernel::{Role, UtilisateurId};
//!
//! async fn affecter(tx: &mut store::Tx, referent: UtilisateurId, le: NaiveDate) -> Result<(), problem::Problem> {
//!     annuaires::exiger(tx, "/referent", referent, |qui: &Utilisateur| qui.tient(Role::Referent, le)).await
//! }
//! ```

mod annonces;
mod fiches;
mod renvois;

pub(crate) use annonces::dire_partout;
pub use annonces::{Annonce, annoncer, dire, rattraper};
pub use fiches::{
    EN_TETE_DECRIT, EnTete, OPERATION_DECRITE, Operation, PERSONNE_DECRITE, Personne, RoleTenu, STRUCTURE_DECRITE,
    Structure, UTILISATEUR_DECRIT, Utilisateur,
};
pub use renvois::{Renvois, connues, exiger, tenant_pour, toutes};
pub use store::annuaires::nommer;

use kernel::{Id, Service, kind::Kind};
use problem::Problem;
use serde::{Serialize, de::DeserializeOwned};
use store::Tx;

use crate::Enveloppe;

/// A card: what its owner tells of somebody or something, whole each time.
pub trait Fiche: Serialize + DeserializeOwned {
    /// Whose card it is.
    type Genre: Kind;
    /// The event that tells it.
    const EVENEMENT: &'static str;
    /// Its name in the tables.
    const NATURE: &'static str;
    /// Who owns what it describes.
    const PROPRIETAIRE: Service;
    /// What is said of an identifier that names none, in French.
    const INCONNU: &'static str;
    /// Whether it describes a person: of who sees files that are opened to them by name, the others name nobody.
    const NOMINATIVE: bool = false;

    /// What it describes.
    fn id(&self) -> Id<Self::Genre>;
}

/// Keeps the card that `event` tells, when it tells one of `F`.
pub async fn suivre<F: Fiche>(tx: &mut Tx, event: &Enveloppe) -> Result<(), Problem> {
    if event.kind != F::EVENEMENT {
        return Ok(());
    }
    // Read, so that a card that nobody could read stops the feed rather than the requests.
    let fiche: F = event.lire()?;
    Ok(store::annuaires::garder(tx, F::NATURE, fiche.id().ressource(), &event.data).await?)
}
