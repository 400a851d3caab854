//! `GET /v1/commissions/{id}/proposition`.

use actix_web::{
    get,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::CommissionGerer};
use kernel::CommissionId;
use participants_api::Presentable;
use problem::Problem;
use runtime::http::Reponse;
use store::Db;

use crate::app;

/// Proposer l'ordre du jour
///
/// Les dossiers ajournés d'abord, puis les dossiers diagnostiqués ; pour les autres, ce qui manque.
#[utoipa::path(
    operation_id = "commission_propose",
    tag = "commissions",
    params(("id" = CommissionId, Path, description = "La commission")),
    security(("jeton" = [])),
    extensions(("x-permission" = json!(CommissionGerer::NOM))),
    responses((status = 200, body = Vec<Presentable>))
)]
#[get("/v1/commissions/{id}/proposition")]
pub(crate) async fn handler(
    grant: Grant<CommissionGerer>,
    id: Path<CommissionId>,
    db: Data<Db>,
) -> Result<Reponse<Vec<Presentable>>, Problem> {
    let found = db.read(&grant, async |tx| app::commissions::proposer(tx, *id).await).await?;
    Ok(Reponse::ok(found))
}
