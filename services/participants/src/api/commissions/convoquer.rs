//! `POST /v1/commissions/{id}/convocations`.

use actix_web::{
    HttpResponse, post,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::CommissionGerer};
use kernel::CommissionId;
use participants_api::DocumentDto;
use problem::Problem;
use runtime::http::{Commande, Reponse, Vide};
use store::Db;

use crate::app;

/// Produire les convocations
#[utoipa::path(
    operation_id = "commission_convene",
    tag = "commissions",
    params(("id" = CommissionId, Path, description = "La commission")),
    request_body = Vide,
    security(("jeton" = [])),
    extensions(("x-permission" = json!(CommissionGerer::NOM))),
    responses((status = 201, body = Vec<DocumentDto>))
)]
#[post("/v1/commissions/{id}/convocations")]
pub(crate) async fn handler(
    grant: Grant<CommissionGerer>,
    id: Path<CommissionId>,
    db: Data<Db>,
    commande: Commande<Vide>,
) -> Result<HttpResponse, Problem> {
    commande
        .executer(&db, &grant, async |tx, _corps| {
            let done = app::documents::convoquer(tx, *id).await?;
            Ok(Reponse::cree(format!("/v1/commissions/{id}/documents"), done))
        })
        .await
}
