//! `POST /v1/commissions/{id}/corrections`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::CommissionGerer};
use kernel::CommissionId;
use participants_api::{CommissionDto, CorrectionDecision};
use problem::Problem;
use runtime::http::{Commande, Cree, operation};
use store::Db;

use crate::instances::commission::app;

/// Corriger une décision
///
/// Une correction est une nouvelle décision : l'ancienne reste, avec son motif.
#[operation(post "/v1/commissions/{id}/corrections")]
pub(crate) async fn commission_correct(
    grant: Grant<CommissionGerer>,
    id: Path<CommissionId>,
    db: Data<Db>,
    commande: Commande<CorrectionDecision>,
) -> Result<Cree<CommissionDto>, Problem> {
    commande
        .executer(&db, &grant, async |tx, corps| {
            let done = app::corriger(tx, *id, corps).await?;
            Ok(Cree::a(format!("/v1/commissions/{id}"), done))
        })
        .await
}
