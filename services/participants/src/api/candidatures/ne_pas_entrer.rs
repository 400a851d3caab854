//! `POST /v1/candidatures/{id}/non-entree`.

use actix_web::{
    HttpResponse, post,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::CandidatureInstruire};
use kernel::CandidatureId;
use participants_api::{CandidatureDto, NonEntree};
use problem::Problem;
use runtime::http::{Commande, Reponse};
use store::Db;

use crate::app;

/// Constater une non-entrée
#[utoipa::path(
    operation_id = "candidature_no_entry",
    tag = "candidatures",
    params(("id" = CandidatureId, Path, description = "La candidature")),
    request_body = NonEntree,
    security(("jeton" = [])),
    extensions(("x-permission" = json!(CandidatureInstruire::NOM))),
    responses((status = 200, body = CandidatureDto))
)]
#[post("/v1/candidatures/{id}/non-entree")]
pub(crate) async fn handler(
    grant: Grant<CandidatureInstruire>,
    id: Path<CandidatureId>,
    db: Data<Db>,
    commande: Commande<NonEntree>,
) -> Result<HttpResponse, Problem> {
    commande
        .executer(&db, &grant, async |tx, corps| {
            let done = app::candidatures::ne_pas_entrer(tx, *id, corps).await?;
            Ok(Reponse::ok(done))
        })
        .await
}
