//! `POST /v1/candidatures/{id}/affectation`.

use actix_web::{
    HttpResponse, post,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::CandidatureAffecter};
use kernel::CandidatureId;
use participants_api::{Affectation, CandidatureDto};
use problem::Problem;
use runtime::http::{Commande, Reponse};
use store::Db;

use crate::app;

/// Affecter une candidature à un référent
///
/// À un référent nommé, ou à celui de `parmi` qui a le moins de dossiers.
#[utoipa::path(
    operation_id = "candidature_assign",
    tag = "candidatures",
    params(("id" = CandidatureId, Path, description = "La candidature")),
    request_body = Affectation,
    security(("jeton" = [])),
    extensions(("x-permission" = json!(CandidatureAffecter::NOM))),
    responses((status = 200, body = CandidatureDto))
)]
#[post("/v1/candidatures/{id}/affectation")]
pub(crate) async fn handler(
    grant: Grant<CandidatureAffecter>,
    id: Path<CandidatureId>,
    db: Data<Db>,
    commande: Commande<Affectation>,
) -> Result<HttpResponse, Problem> {
    commande
        .executer(&db, &grant, async |tx, corps| {
            let done = app::candidatures::affecter(tx, *id, corps).await?;
            Ok(Reponse::ok(done))
        })
        .await
}
