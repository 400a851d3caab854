//! `POST /v1/candidatures/{id}/affectation`.

use actix_web::{
    HttpResponse, post,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::CandidatureAffecter};
use kernel::Id;
use participants_api::{Affectation, Candidature, CandidatureDto};
use problem::Problem;
use runtime::http::{Commande, Reponse};
use store::Db;

use crate::app;

/// Affecter une candidature à un référent
#[utoipa::path(
    operation_id = "candidature_assign",
    tag = "candidatures",
    params(("id" = Uuid, Path, description = "La candidature")),
    request_body = Affectation,
    security(("jeton" = [])),
    extensions(("x-permission" = json!(CandidatureAffecter::NOM))),
    responses((status = 200, body = CandidatureDto), (status = 409, description = "transition-interdite"))
)]
#[post("/v1/candidatures/{id}/affectation")]
pub(crate) async fn handler(
    grant: Grant<CandidatureAffecter>,
    id: Path<Id<Candidature>>,
    db: Data<Db>,
    commande: Commande<Affectation>,
) -> Result<HttpResponse, Problem> {
    commande
        .executer(&db, &grant, async |tx, affectation| {
            Ok(Reponse::ok(app::candidatures::affecter(tx, *id, affectation).await?))
        })
        .await
}
