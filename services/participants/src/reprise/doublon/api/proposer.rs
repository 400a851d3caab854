//! `GET /v1/participants/{id}/doublons`.

use actix_web::web::Path;
use auth::permission::ParticipantGerer;
use kernel::ParticipantId;
use participants_api::Doublon;
use problem::Problem;
use runtime::{
    Lecture,
    http::{Reponse, operation},
};

use crate::reprise::doublon::app;

/// Proposer les doublons d'un dossier
///
/// Avec leurs raisons, la plus forte d'abord. Personne n'est fusionné par une règle.
#[operation(get "/v1/participants/{id}/doublons")]
pub(crate) async fn participant_duplicates(
    lecture: Lecture<ParticipantGerer>,
    id: Path<ParticipantId>,
) -> Result<Reponse<Vec<Doublon>>, Problem> {
    let found = lecture.lire(async |tx| app::doublons(tx, *id).await).await?;
    Ok(Reponse::ok(found.contenu))
}
