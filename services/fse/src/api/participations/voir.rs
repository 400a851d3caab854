//! `GET /v1/participations/{id}`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::ParticipationLire};
use fse_api::ParticipationDto;
use kernel::ParticipationId;
use problem::Problem;
use runtime::{
    Journal,
    http::{Reponse, operation},
};
use store::Db;

use crate::app;

/// Lire une participation et ses questionnaires
#[operation(get "/v1/participations/{id}")]
pub(crate) async fn participation_view(
    grant: Grant<ParticipationLire>,
    id: Path<ParticipationId>,
    db: Data<Db>,
    journal: Data<Journal>,
) -> Result<Reponse<ParticipationDto>, Problem> {
    let participation = db.read(&grant, async |tx| app::participations::voir(tx, *id).await).await?;
    journal.lecture(&grant, "participation_view", Some(participation.participant)).await;
    Ok(Reponse::ok(participation))
}
