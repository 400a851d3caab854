//! `GET /v1/candidatures/{id}/liens`.

use actix_web::{get, web::Path};
use auth::{Droit, permission::CandidatureInstruire};
use kernel::CandidatureId;
use participants_api::LienDto;
use problem::Problem;
use runtime::{Lecture, http::Reponse};

use crate::app;

/// Lister les liens de suivi d'une candidature
#[utoipa::path(
    operation_id = "lien_list",
    tag = "candidatures",
    params(("id" = CandidatureId, Path, description = "La candidature")),
    security(("jeton" = [])),
    extensions(("x-permission" = json!(CandidatureInstruire::NOM))),
    responses((status = 200, body = Vec<LienDto>))
)]
#[get("/v1/candidatures/{id}/liens", name = "lien_list")]
pub(crate) async fn handler(
    lecture: Lecture<CandidatureInstruire>,
    id: Path<CandidatureId>,
) -> Result<Reponse<Vec<LienDto>>, Problem> {
    let found = lecture.lire(async |tx| app::liens::lister(tx, *id).await).await?;
    Ok(Reponse::ok(found.contenu))
}
