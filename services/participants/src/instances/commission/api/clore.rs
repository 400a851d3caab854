//! `POST /v1/commissions/{id}/cloture`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::CommissionGerer};
use kernel::CommissionId;
use participants_api::{Cloture, CommissionDto};
use problem::Problem;
use runtime::http::{Commande, Reponse, operation};
use store::Db;

use crate::instances::commission::app;

/// Clore une commission
///
/// Fige les décisions, calcule les dates d'entrée et produit le relevé, ses extraits par partenaire et les
/// courriers.
#[operation(post "/v1/commissions/{id}/cloture", refuses(QuorumNonAtteint))]
pub(crate) async fn commission_close(
    grant: Grant<CommissionGerer>,
    id: Path<CommissionId>,
    db: Data<Db>,
    commande: Commande<Cloture>,
) -> Result<Reponse<CommissionDto>, Problem> {
    commande
        .executer(&db, &grant, async |tx, corps| {
            let done = app::clore(tx, *id, corps).await?;
            Ok(Reponse::ok(done))
        })
        .await
}
