//! `POST /v1/liens/{id}/revocation`.

use actix_web::{
    HttpResponse, post,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::CandidatureInstruire};
use kernel::LienId;
use participants_api::LienDto;
use problem::Problem;
use runtime::http::{Commande, Reponse, Vide};
use store::Db;

use crate::app;

/// Révoquer un lien de suivi
#[utoipa::path(
    operation_id = "lien_revoke",
    tag = "candidatures",
    params(("id" = LienId, Path, description = "Le lien")),
    request_body = Vide,
    security(("jeton" = [])),
    extensions(("x-permission" = json!(CandidatureInstruire::NOM))),
    responses((status = 200, body = LienDto))
)]
#[post("/v1/liens/{id}/revocation")]
pub(crate) async fn handler(
    grant: Grant<CandidatureInstruire>,
    id: Path<LienId>,
    db: Data<Db>,
    commande: Commande<Vide>,
) -> Result<HttpResponse, Problem> {
    commande
        .executer(&db, &grant, async |tx, _corps| {
            let done = app::liens::revoquer(tx, *id).await?;
            Ok(Reponse::ok(done))
        })
        .await
}
