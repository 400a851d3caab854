//! `POST /v1/commissions/{id}/annulation`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::CommissionGerer};
use kernel::CommissionId;
use participants_api::{AnnulationCommission, CommissionDto};
use problem::Problem;
use runtime::http::{Commande, Reponse, operation};
use store::Db;

use crate::instances::commission::app;

/// Annuler une commission
///
/// Tant que rien n'y est décidé : ce qui était à son ordre du jour attend une autre séance, et les membres déjà convoqués en
/// sont avertis.
#[operation(post "/v1/commissions/{id}/annulation")]
pub(crate) async fn commission_cancel(
    grant: Grant<CommissionGerer>,
    id: Path<CommissionId>,
    db: Data<Db>,
    commande: Commande<AnnulationCommission>,
) -> Result<Reponse<CommissionDto>, Problem> {
    commande
        .executer(&db, &grant, async |tx, corps| {
            let done = app::annuler(tx, *id, corps).await?;
            Ok(Reponse::ok(done))
        })
        .await
}
