//! `GET /v1/candidatures/{id}/contrats`.

use actix_web::{get, web::Path};
use auth::{Droit, permission::ContratLire};
use kernel::CandidatureId;
use participants_api::ContratDto;
use problem::Problem;
use runtime::{Lecture, http::Reponse};

use crate::app;

/// Lister les contrats d'engagement d'une candidature
///
/// Le premier, puis ses renouvellements.
#[utoipa::path(
    operation_id = "contrat_list",
    tag = "contrats",
    params(("id" = CandidatureId, Path, description = "La candidature")),
    security(("jeton" = [])),
    extensions(("x-permission" = json!(ContratLire::NOM))),
    responses((status = 200, body = Vec<ContratDto>))
)]
#[get("/v1/candidatures/{id}/contrats", name = "contrat_list")]
pub(crate) async fn handler(
    lecture: Lecture<ContratLire>,
    id: Path<CandidatureId>,
) -> Result<Reponse<Vec<ContratDto>>, Problem> {
    let found = lecture.lire(async |tx| app::contrats::lister(tx, *id).await).await?;
    Ok(Reponse::ok(found.contenu))
}
