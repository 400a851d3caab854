//! `POST /v1/commissions/{id}/deplacements`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::CommissionGerer};
use kernel::CommissionId;
use participants_api::{CommissionDto, DeplacementCommission};
use problem::Problem;
use runtime::http::{Commande, Cree, operation};
use store::Db;

use crate::instances::commission::app;

/// Déplacer une commission
///
/// Tant que rien n'y est décidé : un autre jour, une autre heure ou un autre lieu, au vu du jour et du lieu qu'elle a. Ceux
/// qu'elle avait restent lisibles, et les membres déjà convoqués le sont de nouveau.
#[operation(post "/v1/commissions/{id}/deplacements")]
pub(crate) async fn commission_move(
    grant: Grant<CommissionGerer>,
    id: Path<CommissionId>,
    db: Data<Db>,
    commande: Commande<DeplacementCommission>,
) -> Result<Cree<CommissionDto>, Problem> {
    commande
        .executer(&db, &grant, async |tx, corps| {
            let done = app::deplacer(tx, *id, corps).await?;
            Ok(Cree::a(format!("/v1/commissions/{id}"), done))
        })
        .await
}
