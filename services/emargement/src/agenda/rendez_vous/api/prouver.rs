//! `GET /v1/rendez-vous/{id}/registre`.

use actix_web::web::{Data, Path};
use auth::{Scope, permission::AgendaLire};
use clients::ParticipantsClient;
use emargement_api::PresenceScellee;
use kernel::RendezVousId;
use problem::Problem;
use runtime::{
    Lecture,
    http::{Reponse, operation},
};

use crate::agenda::rendez_vous::app;

/// Lire ce que le registre a scellé d’un rendez-vous
///
/// Chaque signature et chaque absence, avec son rang et son empreinte.
#[operation(get "/v1/rendez-vous/{id}/registre", tag = "agenda")]
pub(crate) async fn rendez_vous_prove(
    lecture: Lecture<AgendaLire>,
    id: Path<RendezVousId>,
    participants: Data<ParticipantsClient>,
) -> Result<Reponse<Vec<PresenceScellee>>, Problem> {
    let found = lecture.lire(async |tx| app::prouver(tx, *id).await).await?;
    Ok(Reponse::ok(participants.nommer(lecture.territoire(), found.contenu).await))
}
