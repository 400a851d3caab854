//! `GET /v1/participants/{id}`.

use actix_web::{get, web::Path};
use auth::{Droit, permission::ParticipantLire};
use kernel::ParticipantId;
use participants_api::ParticipantDto;
use problem::Problem;
use runtime::{Lecture, http::Reponse};

use crate::app;

/// Lire le dossier d'une personne
///
/// Chaque lecture est journalisée.
#[utoipa::path(
    operation_id = "participant_view",
    tag = "participants",
    params(("id" = ParticipantId, Path, description = "Le participant")),
    security(("jeton" = [])),
    extensions(("x-permission" = json!(ParticipantLire::NOM))),
    responses((status = 200, body = ParticipantDto))
)]
#[get("/v1/participants/{id}", name = "participant_view")]
pub(crate) async fn handler(
    lecture: Lecture<ParticipantLire>,
    id: Path<ParticipantId>,
) -> Result<Reponse<ParticipantDto>, Problem> {
    let participant = lecture.lire(async |tx| app::participants::exiger(tx, *id).await).await?;
    let version = participant.version;
    Ok(Reponse::ok(participant.into()).version(version))
}
