//! `GET /v1/candidatures/{id}/diagnostic`.

use actix_web::{get, web::Path};
use auth::{Droit, permission::DiagnosticLire};
use kernel::CandidatureId;
use participants_api::DiagnosticDto;
use problem::Problem;
use runtime::{Lecture, http::Reponse};

use crate::app;

/// Lire le diagnostic
#[utoipa::path(
    operation_id = "diagnostic_view",
    tag = "candidatures",
    params(("id" = CandidatureId, Path, description = "La candidature")),
    security(("jeton" = [])),
    extensions(("x-permission" = json!(DiagnosticLire::NOM))),
    responses((status = 200, body = DiagnosticDto))
)]
#[get("/v1/candidatures/{id}/diagnostic", name = "diagnostic_view")]
pub(crate) async fn handler(
    lecture: Lecture<DiagnosticLire>,
    id: Path<CandidatureId>,
) -> Result<Reponse<DiagnosticDto>, Problem> {
    let found = lecture.lire(async |tx| app::diagnostics::lire(tx, *id).await).await?;
    Ok(Reponse::ok(found.contenu))
}
