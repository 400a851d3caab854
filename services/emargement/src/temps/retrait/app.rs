//! What is answered of what was withdrawn.

use emargement_api::TempsRetire;

use crate::temps::retrait::domain::Retrait;

impl From<Retrait> for TempsRetire {
    fn from(Retrait { le, par, motif }: Retrait) -> Self {
        Self { le, par, par_nom: None, motif }
    }
}
