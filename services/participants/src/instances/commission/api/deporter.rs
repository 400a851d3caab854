//! `POST /v1/commissions/{id}/deports`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::CommissionGerer};
use kernel::CommissionId;
use participants_api::{CommissionDto, Deport};
use problem::Problem;
use runtime::http::{Commande, Reponse, operation};
use store::Db;

use crate::instances::commission::app;

/// Noter le déport d'un membre
///
/// Le membre ne compte pas dans le quorum de ce dossier.
#[operation(post "/v1/commissions/{id}/deports")]
pub(crate) async fn commission_recuse(
    grant: Grant<CommissionGerer>,
    id: Path<CommissionId>,
    db: Data<Db>,
    commande: Commande<Deport>,
) -> Result<Reponse<CommissionDto>, Problem> {
    commande
        .executer(&db, &grant, async |tx, corps| {
            let done = app::deporter(tx, *id, corps).await?;
            Ok(Reponse::ok(done))
        })
        .await
}
