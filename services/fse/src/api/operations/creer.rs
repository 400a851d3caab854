//! `POST /v1/operations`.

use actix_web::{HttpResponse, post, web::Data};
use auth::{Droit, Grant, permission::OperationGerer};
use fse_api::{NouvelleOperation, OperationDto};
use problem::Problem;
use runtime::http::{Commande, Reponse};
use store::Db;

use crate::app;

/// Ouvrir une opération
#[utoipa::path(
    operation_id = "operation_create",
    tag = "operations",
    request_body = NouvelleOperation,
    security(("jeton" = [])),
    extensions(("x-permission" = json!(OperationGerer::NOM))),
    responses((status = 201, body = OperationDto), (status = 409, description = "conflit"))
)]
#[post("/v1/operations")]
pub(crate) async fn handler(
    grant: Grant<OperationGerer>,
    db: Data<Db>,
    commande: Commande<NouvelleOperation>,
) -> Result<HttpResponse, Problem> {
    commande
        .executer(&db, &grant, async |tx, nouvelle| {
            let operation = app::operations::ouvrir(tx, nouvelle).await?;
            Ok(Reponse::cree(format!("/v1/operations/{}", operation.id), operation))
        })
        .await
}
