//! What the use cases share beyond the database.

use crate::{Coffre, jetons::cle::trousseau::Trousseau};

/// The state of the service. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Etat {
    pub(crate) coffre: Coffre,
    pub(crate) trousseau: Trousseau,
}

impl Etat {
    pub(crate) fn new(coffre: Coffre) -> Self {
        Self { coffre, trousseau: Trousseau::default() }
    }
}
