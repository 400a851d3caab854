//! `GET /v1/participants/{id}/doublons`.

use actix_web::{get, web::Path};
use auth::{Droit, permission::ParticipantGerer};
use kernel::ParticipantId;
use participants_api::Doublon;
use problem::Problem;
use runtime::{Lecture, http::Reponse};

use crate::app;

/// Proposer les doublons d'un dossier
///
/// Avec leurs raisons, la plus forte d'abord. Personne n'est fusionné par une règle.
#[utoipa::path(
    operation_id = "participant_duplicates",
    tag = "participants",
    params(("id" = ParticipantId, Path, description = "Le participant")),
    security(("jeton" = [])),
    extensions(("x-permission" = json!(ParticipantGerer::NOM))),
    responses((status = 200, body = Vec<Doublon>))
)]
#[get("/v1/participants/{id}/doublons", name = "participant_duplicates")]
pub(crate) async fn handler(
    lecture: Lecture<ParticipantGerer>,
    id: Path<ParticipantId>,
) -> Result<Reponse<Vec<Doublon>>, Problem> {
    let found = lecture.lire(async |tx| app::recherche::doublons(tx, *id).await).await?;
    Ok(Reponse::ok(found.contenu))
}
