//! `GET /v1/operations/{id}`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::OperationLire};
use fse_api::OperationDto;
use kernel::OperationId;
use problem::Problem;
use runtime::http::{Reponse, operation};
use store::Db;

use crate::operations::operation::app;

/// Lire une opération
#[operation(get "/v1/operations/{id}", versioned)]
pub(crate) async fn operation_view(
    grant: Grant<OperationLire>,
    id: Path<OperationId>,
    db: Data<Db>,
) -> Result<Reponse<OperationDto>, Problem> {
    let found = db.read(&grant, async |tx| app::voir(tx, *id).await).await?;
    let version = found.version;
    Ok(Reponse::ok(found).version(version))
}
