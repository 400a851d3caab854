//! `GET /v1/participants/{id}/doublons`.

use actix_web::{
    get,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::ParticipantGerer};
use kernel::ParticipantId;
use participants_api::Doublon;
use problem::Problem;
use runtime::{Journal, http::Reponse};
use store::Db;

use crate::app;

/// Proposer les doublons d'un dossier
///
/// Avec leurs raisons, la plus forte d'abord. Personne n'est fusionné par une règle.
#[utoipa::path(
    operation_id = "participant_duplicates",
    tag = "participants",
    params(("id" = ParticipantId, Path, description = "Le participant")),
    security(("jeton" = [])),
    extensions(("x-permission" = json!(ParticipantGerer::NOM))),
    responses((status = 200, body = Vec<Doublon>))
)]
#[get("/v1/participants/{id}/doublons")]
pub(crate) async fn handler(
    grant: Grant<ParticipantGerer>,
    id: Path<ParticipantId>,
    db: Data<Db>,
    journal: Data<Journal>,
) -> Result<Reponse<Vec<Doublon>>, Problem> {
    let found = db.read(&grant, async |tx| app::recherche::doublons(tx, *id).await).await?;
    journal.lecture(&grant, "participant_duplicates", Some(*id)).await;
    Ok(Reponse::ok(found))
}
