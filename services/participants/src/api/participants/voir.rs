//! `GET /v1/participants/{id}`.

use actix_web::{
    get,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::ParticipantLire};
use kernel::ParticipantId;
use participants_api::ParticipantDto;
use problem::Problem;
use runtime::{Journal, http::Reponse};
use store::Db;

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
#[get("/v1/participants/{id}")]
pub(crate) async fn handler(
    grant: Grant<ParticipantLire>,
    id: Path<ParticipantId>,
    db: Data<Db>,
    journal: Data<Journal>,
) -> Result<Reponse<ParticipantDto>, Problem> {
    let participant = db.read(&grant, async |tx| app::participants::exiger(tx, *id).await).await?;
    journal.lecture(&grant, "participant_view", Some(*id)).await;
    let version = participant.version;
    Ok(Reponse::ok(participant.into()).version(version))
}
