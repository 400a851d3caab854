//! `GET /v1/participants/{id}/situations`.

use actix_web::{
    get,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::SituationLire};
use kernel::Id;
use participants_api::{Participant, SituationDto};
use problem::Problem;
use runtime::{Journal, http::Reponse};
use store::Db;

use crate::store::{participants, situations};

/// Lire les situations d'une personne
#[utoipa::path(
    operation_id = "situation_list",
    tag = "participants",
    params(("id" = Uuid, Path, description = "Le participant")),
    security(("jeton" = [])),
    extensions(("x-permission" = json!(SituationLire::NOM))),
    responses((status = 200, body = Vec<SituationDto>))
)]
#[get("/v1/participants/{id}/situations")]
pub(crate) async fn handler(
    grant: Grant<SituationLire>,
    id: Path<Id<Participant>>,
    db: Data<Db>,
    journal: Data<Journal>,
) -> Result<Reponse<Vec<SituationDto>>, Problem> {
    let rows = db
        .read(&grant, async |tx| {
            participants::voir(tx, *id).await?.ok_or_else(Problem::not_found)?;
            situations::lister(tx, *id).await.map_err(Problem::from)
        })
        .await?;
    journal.lecture(&grant, "situation_list", Some(*id)).await;
    Ok(Reponse::ok(rows))
}
