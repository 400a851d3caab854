//! `POST /v1/commissions/{id}/membres`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::CommissionGerer};
use kernel::CommissionId;
use participants_api::{CommissionDto, Membres};
use problem::Problem;
use runtime::http::{Commande, Reponse, operation};
use store::Db;

use crate::instances::commission::app;

/// Appeler les membres d'une commission
#[operation(post "/v1/commissions/{id}/membres")]
pub(crate) async fn commission_members(
    grant: Grant<CommissionGerer>,
    id: Path<CommissionId>,
    db: Data<Db>,
    commande: Commande<Membres>,
) -> Result<Reponse<CommissionDto>, Problem> {
    commande
        .executer(&db, &grant, async |tx, corps| {
            let done = app::appeler(tx, *id, corps).await?;
            Ok(Reponse::ok(done))
        })
        .await
}
