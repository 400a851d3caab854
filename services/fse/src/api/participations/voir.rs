//! `GET /v1/participations/{id}`.

use actix_web::{
    get,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::ParticipationLire};
use fse_api::ParticipationDto;
use kernel::ParticipationId;
use problem::Problem;
use runtime::{Journal, http::Reponse};
use store::Db;

use crate::app;

/// Lire une participation et ses questionnaires
#[utoipa::path(
    operation_id = "participation_view",
    tag = "participations",
    params(("id" = ParticipationId, Path, description = "La participation")),
    security(("jeton" = [])),
    extensions(("x-permission" = json!(ParticipationLire::NOM))),
    responses((status = 200, body = ParticipationDto))
)]
#[get("/v1/participations/{id}")]
pub(crate) async fn handler(
    grant: Grant<ParticipationLire>,
    id: Path<ParticipationId>,
    db: Data<Db>,
    journal: Data<Journal>,
) -> Result<Reponse<ParticipationDto>, Problem> {
    let participation = db.read(&grant, async |tx| app::participations::voir(tx, *id).await).await?;
    journal.lecture(&grant, "participation_view", Some(participation.participant)).await;
    Ok(Reponse::ok(participation))
}
