//! `GET /v1/participants/{id}/conservation`.

use actix_web::{get, web::Path};
use auth::{Droit, permission::ConservationLire};
use kernel::ParticipantId;
use participants_api::ConservationDto;
use problem::Problem;
use runtime::{Lecture, http::Reponse};

use crate::app;

/// Lire jusqu'à quand un dossier est conservé
#[utoipa::path(
    operation_id = "conservation_view",
    tag = "droits",
    params(("id" = ParticipantId, Path, description = "Le participant")),
    security(("jeton" = [])),
    extensions(("x-permission" = json!(ConservationLire::NOM))),
    responses((status = 200, body = ConservationDto))
)]
#[get("/v1/participants/{id}/conservation", name = "conservation_view")]
pub(crate) async fn handler(
    lecture: Lecture<ConservationLire>,
    id: Path<ParticipantId>,
) -> Result<Reponse<ConservationDto>, Problem> {
    let found = lecture.lire_de(*id, async |tx| app::droits::conservation(tx, *id).await).await?;
    Ok(Reponse::ok(found))
}
