//! `GET /v1/rendez-vous/{id}`.

use actix_web::web::{Data, Path};
use auth::{Scope, permission::AgendaLire};
use clients::ParticipantsClient;
use emargement_api::RendezVousDto;
use kernel::RendezVousId;
use problem::Problem;
use runtime::{
    Lecture,
    http::{Reponse, operation},
};

use crate::agenda::rendez_vous::app;

/// Lire un rendez-vous et ses présences
#[operation(get "/v1/rendez-vous/{id}", versioned, tag = "agenda")]
pub(crate) async fn rendez_vous_view(
    lecture: Lecture<AgendaLire>,
    id: Path<RendezVousId>,
    participants: Data<ParticipantsClient>,
) -> Result<Reponse<RendezVousDto>, Problem> {
    let found = lecture.lire(async |tx| app::consulter(tx, *id).await).await?;
    let version = found.version;
    Ok(Reponse::ok(participants.nommer(lecture.territoire(), found).await).version(version))
}
