//! `POST /v1/commissions/calendrier`.

use actix_web::web::Data;
use auth::{Grant, permission::CommissionGerer};
use participants_api::{Calendrier, CommissionDto};
use problem::Problem;
use runtime::http::{Commande, Cree, operation};
use store::Db;

use crate::instances::commission::app;

/// Planifier les commissions au rythme du référentiel
#[operation(post "/v1/commissions/calendrier")]
pub(crate) async fn commission_plan(
    grant: Grant<CommissionGerer>,
    db: Data<Db>,
    commande: Commande<Calendrier>,
) -> Result<Cree<Vec<CommissionDto>>, Problem> {
    commande
        .executer(&db, &grant, async |tx, corps| {
            let done = app::planifier(tx, corps).await?;
            Ok(Cree::a("/v1/commissions", done))
        })
        .await
}
