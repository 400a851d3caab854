//! `GET /v1/participations/{id}`.

use actix_web::web::Path;
use auth::permission::ParticipationLire;
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
) -> Result<Reponse<ParticipationDto>, Problem> {
    let found = lecture.lire(async |tx| app::voir(tx, *id).await).await?;
    Ok(Reponse::ok(found))
}
