//! A parcours as it is answered, and as commands take it.

use kernel::ParcoursId;
use parcours_api::ParcoursDto;
use problem::Problem;
use store::{Tx, limitations};

use crate::vie::parcours::{domain::Parcours, store as rows};

/// A parcours that may change, locked for the rest of the transaction, or 404.
pub(crate) async fn verrouiller(tx: &mut Tx, id: ParcoursId) -> Result<Parcours, Problem> {
    let parcours = rows::verrouiller(tx, id).await?.ok_or_else(Problem::not_found)?;
    limitations::exiger_libres(tx, &[parcours.participant]).await?;
    Ok(parcours)
}

impl From<Parcours> for ParcoursDto {
    /// As a line of a list: without its étapes, its exits and its échéances.
    fn from(parcours: Parcours) -> Self {
        let Parcours { id, participant, candidature, referent, entree_le, etat, reuni_a } = parcours;
        let (etapes, sorties, echeances) = (vec![], vec![], vec![]);
        Self { id, participant, candidature, referent, entree_le, etat, reuni_a, etapes, sorties, echeances }
    }
}
