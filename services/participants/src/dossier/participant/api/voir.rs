//! `GET /v1/participants/{id}`.

use actix_web::web::Path;
use auth::permission::ParticipantLire;
use kernel::ParticipantId;
use participants_api::ParticipantDto;
use problem::Problem;
use runtime::{
    Lecture,
    http::{Reponse, operation},
};

use crate::dossier::participant::app;

/// Lire le dossier d'une personne
///
/// Chaque lecture est journalisée.
#[operation(get "/v1/participants/{id}", versioned)]
pub(crate) async fn participant_view(
    lecture: Lecture<ParticipantLire>,
    id: Path<ParticipantId>,
) -> Result<Reponse<ParticipantDto>, Problem> {
    let participant = lecture.lire(async |tx| app::exiger(tx, *id).await).await?;
    let version = participant.version;
    Ok(Reponse::ok(participant.into()).version(version))
}
