//! `GET /v1/participants/{id}/conservation`.

use actix_web::{
    get,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::ConservationLire};
use kernel::ParticipantId;
use participants_api::ConservationDto;
use problem::Problem;
use runtime::http::Reponse;
use store::Db;

use crate::app;

/// Lire jusqu'à quand un dossier est conservé
#[utoipa::path(
    operation_id = "conservation_view",
    tag = "droits",
    params(("id" = ParticipantId, Path, description = "Le participant")),
    security(("jeton" = [])),
    extensions(("x-permission" = json!(ConservationLire::NOM))),
    responses((status = 200, body = ConservationDto))
)]
#[get("/v1/participants/{id}/conservation")]
pub(crate) async fn handler(
    grant: Grant<ConservationLire>,
    id: Path<ParticipantId>,
    db: Data<Db>,
) -> Result<Reponse<ConservationDto>, Problem> {
    let found = db.read(&grant, async |tx| app::droits::conservation(tx, *id).await).await?;
    Ok(Reponse::ok(found))
}
