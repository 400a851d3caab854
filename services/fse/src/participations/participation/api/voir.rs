//! `GET /v1/participations/{id}`.

use actix_web::web::{Data, Path};
use auth::{Scope, permission::ParticipationLire};
use clients::ParticipantsClient;
use fse_api::ParticipationDto;
use kernel::ParticipationId;
use problem::Problem;
use runtime::{
    Lecture,
    http::{Reponse, operation},
};

use crate::participations::participation::app;

/// Lire une participation et ses questionnaires
#[operation(get "/v1/participations/{id}")]
pub(crate) async fn participation_view(
    lecture: Lecture<ParticipationLire>,
    id: Path<ParticipationId>,
    participants: Data<ParticipantsClient>,
) -> Result<Reponse<ParticipationDto>, Problem> {
    let found = lecture.lire(async |tx| app::voir(tx, *id).await).await?;
    Ok(Reponse::ok(participants.nommer(lecture.territoire(), found).await))
}
