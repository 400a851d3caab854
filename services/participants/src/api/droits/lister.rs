//! `GET /v1/participants/{id}/consentements`.

use actix_web::{
    get,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::SituationLire};
use kernel::ParticipantId;
use participants_api::ConsentementDto;
use problem::Problem;
use runtime::{Journal, http::Reponse};
use store::Db;

use crate::app;

/// Lire les accords d'une personne
#[utoipa::path(
    operation_id = "consentement_list",
    tag = "droits",
    params(("id" = ParticipantId, Path, description = "Le participant")),
    security(("jeton" = [])),
    extensions(("x-permission" = json!(SituationLire::NOM))),
    responses((status = 200, body = Vec<ConsentementDto>))
)]
#[get("/v1/participants/{id}/consentements")]
pub(crate) async fn handler(
    grant: Grant<SituationLire>,
    id: Path<ParticipantId>,
    db: Data<Db>,
    journal: Data<Journal>,
) -> Result<Reponse<Vec<ConsentementDto>>, Problem> {
    let found = db.read(&grant, async |tx| app::droits::consentements(tx, *id).await).await?;
    journal.lecture(&grant, "consentement_list", Some(*id)).await;
    Ok(Reponse::ok(found))
}
