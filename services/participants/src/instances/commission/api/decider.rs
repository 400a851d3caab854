//! `POST /v1/commissions/{id}/decisions`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::CommissionGerer};
use kernel::CommissionId;
use participants_api::{CommissionDto, NouvelleDecision};
use problem::Problem;
use runtime::http::{Commande, Reponse, operation};
use store::Db;

use crate::instances::commission::app;

/// Enregistrer une décision
///
/// Elle prend effet à la clôture.
#[operation(post "/v1/commissions/{id}/decisions", refuses(TransitionInterdite))]
pub(crate) async fn commission_decide(
    grant: Grant<CommissionGerer>,
    id: Path<CommissionId>,
    db: Data<Db>,
    commande: Commande<NouvelleDecision>,
) -> Result<Reponse<CommissionDto>, Problem> {
    commande.executer(&db, &grant, async |tx, corps| Ok(Reponse::ok(app::decider(tx, *id, corps).await?))).await
}
