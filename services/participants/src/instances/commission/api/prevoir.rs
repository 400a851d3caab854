//! `POST /v1/commissions`.

use actix_web::web::Data;
use auth::{Grant, permission::CommissionGerer};
use participants_api::{CommissionDto, NouvelleCommission};
use problem::Problem;
use runtime::http::{Commande, Cree, operation};
use store::Db;

use crate::instances::commission::app;

/// Préparer une commission
#[operation(post "/v1/commissions")]
pub(crate) async fn commission_create(
    grant: Grant<CommissionGerer>,
    db: Data<Db>,
    commande: Commande<NouvelleCommission>,
) -> Result<Cree<CommissionDto>, Problem> {
    commande
        .executer(&db, &grant, async |tx, nouvelle| {
            let commission = app::prevoir(tx, nouvelle).await?;
            Ok(Cree::a(format!("/v1/commissions/{}", commission.id), commission))
        })
        .await
}
