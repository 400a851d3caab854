//! `GET /v1/etapes/{id}`.

use actix_web::web::{Data, Path};
use auth::{Scope, permission::EtapeLire};
use clients::ParticipantsClient;
use kernel::EtapeId;
use parcours_api::EtapeDto;
use problem::Problem;
use runtime::{
    Lecture,
    http::{Reponse, operation},
};

use crate::etapes::etape::app;

/// Lire une étape
///
/// Un opérateur ne voit que les siennes, et de qui accepte de partager avec lui.
#[operation(get "/v1/etapes/{id}", versioned)]
pub(crate) async fn etape_view(
    lecture: Lecture<EtapeLire>,
    id: Path<EtapeId>,
    participants: Data<ParticipantsClient>,
) -> Result<Reponse<EtapeDto>, Problem> {
    let found = lecture.lire(async |tx| app::voir(tx, *id).await).await?;
    let version = found.version;
    Ok(Reponse::ok(participants.nommer(lecture.territoire(), found).await).version(version))
}
