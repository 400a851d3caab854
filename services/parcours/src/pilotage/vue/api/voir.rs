//! `GET /v1/parcours/{id}`.

use actix_web::web::{Data, Path};
use auth::{Scope, permission::ParcoursLire};
use clients::ParticipantsClient;
use kernel::ParcoursId;
use parcours_api::ParcoursDto;
use problem::Problem;
use runtime::{
    Lecture,
    http::{Reponse, operation},
};

use crate::pilotage::vue::app;

/// Lire un parcours
///
/// Avec ses étapes, ses suspensions, ses sorties, ses échéances et ce qui peut en être fait.
#[operation(get "/v1/parcours/{id}")]
pub(crate) async fn parcours_view(
    lecture: Lecture<ParcoursLire>,
    id: Path<ParcoursId>,
    participants: Data<ParticipantsClient>,
) -> Result<Reponse<ParcoursDto>, Problem> {
    let found = lecture.lire(async |tx| app::voir(tx, *id).await).await?;
    Ok(Reponse::ok(participants.nommer(lecture.territoire(), found).await))
}
