//! `GET /v1/commissions/{id}/documents`.

use actix_web::{
    get,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::CommissionGerer};
use kernel::CommissionId;
use participants_api::DocumentDto;
use problem::Problem;
use runtime::http::Reponse;
use store::Db;

use crate::app;

/// Lister les documents d'une commission
#[utoipa::path(
    operation_id = "document_list",
    tag = "commissions",
    params(("id" = CommissionId, Path, description = "La commission")),
    security(("jeton" = [])),
    extensions(("x-permission" = json!(CommissionGerer::NOM))),
    responses((status = 200, body = Vec<DocumentDto>))
)]
#[get("/v1/commissions/{id}/documents")]
pub(crate) async fn handler(
    grant: Grant<CommissionGerer>,
    id: Path<CommissionId>,
    db: Data<Db>,
) -> Result<Reponse<Vec<DocumentDto>>, Problem> {
    let found = db.read(&grant, async |tx| app::documents::lister(tx, *id).await).await?;
    Ok(Reponse::ok(found))
}
