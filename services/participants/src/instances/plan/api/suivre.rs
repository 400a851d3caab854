//! `POST /v1/commissions/{id}/actions/suites`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::CommissionGerer};
use kernel::CommissionId;
use participants_api::{CommissionDto, NouvelleSuiteAction};
use problem::Problem;
use runtime::http::{Commande, Reponse, operation};
use store::Db;

use crate::instances::{commission, plan::app};

/// Noter en séance la suite d’une action
///
/// D’une action qu’une séance précédente de la même instance a décidée. Ce qui a été noté avant reste.
#[operation(post "/v1/commissions/{id}/actions/suites", refuses(TransitionInterdite))]
pub(crate) async fn instance_action_follow(
    grant: Grant<CommissionGerer>,
    id: Path<CommissionId>,
    db: Data<Db>,
    commande: Commande<NouvelleSuiteAction>,
) -> Result<Reponse<CommissionDto>, Problem> {
    commande
        .executer(&db, &grant, async |tx, corps| {
            app::suivre(tx, *id, corps).await?;
            Ok(Reponse::ok(commission::app::voir(tx, *id).await?))
        })
        .await
}
