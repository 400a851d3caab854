//! `GET /v1/rendez-vous/{id}`.

use actix_web::{get, web::Path};
use auth::{Droit, permission::AgendaLire};
use emargement_api::RendezVousDto;
use kernel::RendezVousId;
use problem::Problem;
use runtime::{Lecture, http::Reponse};

use crate::app;

/// Lire un rendez-vous et ses présences
#[utoipa::path(
    operation_id = "rendez_vous_view",
    tag = "agenda",
    params(("id" = RendezVousId, Path, description = "Le rendez-vous")),
    security(("jeton" = [])),
    extensions(("x-permission" = json!(AgendaLire::NOM))),
    responses((status = 200, body = RendezVousDto))
)]
#[get("/v1/rendez-vous/{id}", name = "rendez_vous_view")]
pub(crate) async fn handler(
    lecture: Lecture<AgendaLire>,
    id: Path<RendezVousId>,
) -> Result<Reponse<RendezVousDto>, Problem> {
    let found = lecture.lire(async |tx| app::agenda::voir(tx, *id).await).await?;
    Ok(Reponse::ok(found))
}
