//! The plan of action: what weighs, and what is done about it.

use events::annuaires;
use kernel::ParcoursId;
use parcours_api::PlanParcours;
use problem::Problem;
use store::Tx;
use suite_api::Action as Possible;

use crate::{
    suivi::{
        action::{
            self,
            app::{decrire, sensibles},
            domain::Action,
        },
        niveau::{self, domain::freins},
    },
    vie::parcours::{self, domain::Commande},
};

/// The plan of a parcours as the caller may read it, or 404.
pub(crate) async fn voir(tx: &mut Tx, id: ParcoursId) -> Result<PlanParcours, Problem> {
    let parcours = parcours::store::voir(tx, id).await?.ok_or_else(Problem::not_found)?;
    let sensibles = sensibles(tx);
    let niveaux = niveau::store::des_parcours(tx, &[id], sensibles).await?;
    let mut lignes = action::store::des_parcours(tx, &[id], sensibles).await?;
    lignes.sort_by_key(Action::rang);
    let limites = parcours::app::limites(tx, &[parcours.participant]).await?;
    let libre = limites.into_values().next().map_or(Ok(()), Err);
    let possible = libre.clone().and_then(|()| parcours.peut(Commande::Accompagner));
    let told = PlanParcours {
        parcours: id,
        participant: parcours.participant,
        participant_nom: None,
        freins: freins(niveaux.into_iter().map(|(_, one)| one).collect()).into_iter().map(Into::into).collect(),
        lignes: lignes.into_iter().map(|one| decrire(one, &parcours, &libre)).collect(),
        actions: ["actions", "niveaux"].map(|nom| Possible::selon(nom, possible.clone())).to_vec(),
    };
    Ok(annuaires::nommer(tx, told).await?)
}
