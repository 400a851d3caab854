//! `POST /v1/commissions/{id}/actions`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::CommissionGerer};
use kernel::CommissionId;
use participants_api::{CommissionDto, NouvelleActionInstance};
use problem::Problem;
use runtime::http::{Commande, Reponse, operation};
use store::Db;

use crate::instances::{commission, plan::app};

/// Convenir d’une action en séance
///
/// Ce qui est à faire, par qui et jusqu’à quand ; pour une personne de l’ordre du jour, ou pour l’instance elle-même.
#[operation(post "/v1/commissions/{id}/actions", refuses(TransitionInterdite))]
pub(crate) async fn instance_action_create(
    grant: Grant<CommissionGerer>,
    id: Path<CommissionId>,
    db: Data<Db>,
    commande: Commande<NouvelleActionInstance>,
) -> Result<Reponse<CommissionDto>, Problem> {
    commande
        .executer(&db, &grant, async |tx, corps| {
            app::convenir(tx, *id, corps).await?;
            Ok(Reponse::ok(commission::app::voir(tx, *id).await?))
        })
        .await
}
