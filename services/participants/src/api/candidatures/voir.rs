//! `GET /v1/candidatures/{id}`.

use actix_web::{
    get,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::CandidatureLire};
use kernel::CandidatureId;
use participants_api::CandidatureDto;
use problem::Problem;
use runtime::{Journal, http::Reponse};
use store::Db;

use crate::app;

/// Lire une candidature
///
/// Avec ses échéances, et ce que l’on peut en faire maintenant.
#[utoipa::path(
    operation_id = "candidature_view",
    tag = "candidatures",
    params(("id" = CandidatureId, Path, description = "La candidature")),
    security(("jeton" = [])),
    extensions(("x-permission" = json!(CandidatureLire::NOM))),
    responses((status = 200, body = CandidatureDto))
)]
#[get("/v1/candidatures/{id}")]
pub(crate) async fn handler(
    grant: Grant<CandidatureLire>,
    id: Path<CandidatureId>,
    db: Data<Db>,
    journal: Data<Journal>,
) -> Result<Reponse<CandidatureDto>, Problem> {
    let candidature = db.read(&grant, async |tx| app::candidatures::voir(tx, *id).await).await?;
    journal.lecture(&grant, "candidature_view", Some(candidature.participant)).await;
    Ok(Reponse::ok(candidature))
}
