//! Suspending a parcours, by decision.

use kernel::ParcoursId;
use parcours_api::{NouvelleSuspension, ParcoursDto};
use problem::{Problem, Slug};
use store::Tx;

use crate::{
    pilotage::vue::app::voir,
    vie::parcours::{
        self,
        domain::{Commande, libre, suspension},
    },
};

/// Suspends a parcours, by decision.
pub(crate) async fn suspendre(
    tx: &mut Tx,
    id: ParcoursId,
    nouvelle: NouvelleSuspension,
) -> Result<ParcoursDto, Problem> {
    let mut parcours = parcours::app::verrouiller(tx, id).await?;
    let days = suspension(nouvelle.du, nouvelle.au)?;
    parcours.couvre("/du", nouvelle.du)?;
    parcours.avancer(Commande::Suspendre)?;
    if !libre(&parcours::store::suspensions(tx, id).await?, days) {
        return Err(Problem::new(
            Slug::Chevauchement,
            "Une suspension de ce parcours couvre déjà une partie de ces jours.",
        ));
    }
    parcours::store::suspendre(tx, id, &nouvelle).await?;
    parcours::store::enregistrer(tx, &parcours).await?;
    voir(tx, id).await
}
