//! `GET /v1/participations/{id}`.

use actix_web::{
    get,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::ParticipationLire};
use fse_api::{Participation, ParticipationDto};
use kernel::Id;
use problem::Problem;
use runtime::{Journal, http::Reponse};
use store::Db;

use crate::app;

/// Lire une participation et ses questionnaires
#[utoipa::path(
    operation_id = "participation_view",
    tag = "participations",
    params(("id" = Uuid, Path, description = "La participation")),
    security(("jeton" = [])),
    extensions(("x-permission" = json!(ParticipationLire::NOM))),
    responses((status = 200, body = ParticipationDto))
)]
#[get("/v1/participations/{id}")]
pub(crate) async fn handler(
    grant: Grant<ParticipationLire>,
    id: Path<Id<Participation>>,
    db: Data<Db>,
    journal: Data<Journal>,
) -> Result<Reponse<ParticipationDto>, Problem> {
    let participation = db.read(&grant, async |tx| app::participations::voir(tx, *id).await).await?;
    journal.lecture::<ParticipationDto>(&grant, "participation_view", Some(participation.participant.into())).await;
    Ok(Reponse::ok(participation))
}
