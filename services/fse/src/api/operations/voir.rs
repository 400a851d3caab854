//! `GET /v1/operations/{id}`.

use actix_web::{
    get,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::OperationLire};
use fse_api::OperationDto;
use kernel::OperationId;
use problem::Problem;
use runtime::http::Reponse;
use store::Db;

use crate::app;

/// Lire une opération
#[utoipa::path(
    operation_id = "operation_view",
    tag = "operations",
    params(("id" = OperationId, Path, description = "L'opération")),
    security(("jeton" = [])),
    extensions(("x-permission" = json!(OperationLire::NOM))),
    responses((status = 200, body = OperationDto))
)]
#[get("/v1/operations/{id}")]
pub(crate) async fn handler(
    grant: Grant<OperationLire>,
    id: Path<OperationId>,
    db: Data<Db>,
) -> Result<Reponse<OperationDto>, Problem> {
    db.read(&grant, async |tx| app::operations::voir(tx, *id).await).await.map(Reponse::ok)
}
