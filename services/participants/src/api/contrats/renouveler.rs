//! `POST /v1/contrats/{id}/renouvellement`.

use actix_web::{
    HttpResponse, post,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::ContratGerer};
use kernel::ContratId;
use participants_api::{ContratDto, Renouvellement};
use problem::Problem;
use runtime::http::{Commande, Reponse};
use store::Db;

use crate::app;

/// Renouveler un contrat
#[utoipa::path(
    operation_id = "contrat_renew",
    tag = "contrats",
    params(("id" = ContratId, Path, description = "Le contrat")),
    request_body = Renouvellement,
    security(("jeton" = [])),
    extensions(("x-permission" = json!(ContratGerer::NOM))),
    responses((status = 201, body = ContratDto))
)]
#[post("/v1/contrats/{id}/renouvellement")]
pub(crate) async fn handler(
    grant: Grant<ContratGerer>,
    id: Path<ContratId>,
    db: Data<Db>,
    commande: Commande<Renouvellement>,
) -> Result<HttpResponse, Problem> {
    commande
        .executer(&db, &grant, async |tx, corps| {
            let done = app::contrats::renouveler(tx, *id, corps).await?;
            Ok(Reponse::cree(format!("/v1/contrats/{}", done.id), done))
        })
        .await
}
