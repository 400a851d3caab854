//! `GET /v1/candidatures/{id}`.

use actix_web::{get, web::Path};
use auth::{Droit, permission::CandidatureLire};
use kernel::CandidatureId;
use participants_api::CandidatureDto;
use problem::Problem;
use runtime::{Lecture, http::Reponse};

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
#[get("/v1/candidatures/{id}", name = "candidature_view")]
pub(crate) async fn handler(
    lecture: Lecture<CandidatureLire>,
    id: Path<CandidatureId>,
) -> Result<Reponse<CandidatureDto>, Problem> {
    let found = lecture.lire(async |tx| app::candidatures::voir(tx, *id).await).await?;
    Ok(Reponse::ok(found))
}
