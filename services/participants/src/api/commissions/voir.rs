//! `GET /v1/commissions/{id}`.

use actix_web::{
    get,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::CommissionLire};
use kernel::CommissionId;
use participants_api::CommissionDto;
use problem::Problem;
use runtime::http::Reponse;
use store::Db;

use crate::app;

/// Lire une commission et son ordre du jour
#[utoipa::path(
    operation_id = "commission_view",
    tag = "commissions",
    params(("id" = CommissionId, Path, description = "La commission")),
    security(("jeton" = [])),
    extensions(("x-permission" = json!(CommissionLire::NOM))),
    responses((status = 200, body = CommissionDto))
)]
#[get("/v1/commissions/{id}")]
pub(crate) async fn handler(
    grant: Grant<CommissionLire>,
    id: Path<CommissionId>,
    db: Data<Db>,
) -> Result<Reponse<CommissionDto>, Problem> {
    db.read(&grant, async |tx| app::commissions::voir(tx, *id).await).await.map(Reponse::ok)
}
