//! `GET /v1/participants/{id}/consentements`.

use actix_web::{get, web::Path};
use auth::{Droit, permission::SituationLire};
use kernel::ParticipantId;
use participants_api::ConsentementDto;
use problem::Problem;
use runtime::{Lecture, http::Reponse};

use crate::app;

/// Lire les accords d'une personne
#[utoipa::path(
    operation_id = "consentement_list",
    tag = "droits",
    params(("id" = ParticipantId, Path, description = "Le participant")),
    security(("jeton" = [])),
    extensions(("x-permission" = json!(SituationLire::NOM))),
    responses((status = 200, body = Vec<ConsentementDto>))
)]
#[get("/v1/participants/{id}/consentements", name = "consentement_list")]
pub(crate) async fn handler(
    lecture: Lecture<SituationLire>,
    id: Path<ParticipantId>,
) -> Result<Reponse<Vec<ConsentementDto>>, Problem> {
    let found = lecture.lire_de(*id, async |tx| app::droits::consentements(tx, *id).await).await?;
    Ok(Reponse::ok(found))
}
