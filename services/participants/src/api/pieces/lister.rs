//! `GET /v1/participants/{id}/pieces`.

use actix_web::{
    get,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::SituationLire};
use kernel::Id;
use participants_api::{Participant, PieceDto};
use problem::Problem;
use runtime::{Journal, http::Reponse};
use store::Db;

use crate::store::{participants, pieces};

/// Lire les pièces d'une personne
#[utoipa::path(
    operation_id = "piece_list",
    tag = "participants",
    params(("id" = Uuid, Path, description = "Le participant")),
    security(("jeton" = [])),
    extensions(("x-permission" = json!(SituationLire::NOM))),
    responses((status = 200, body = Vec<PieceDto>))
)]
#[get("/v1/participants/{id}/pieces")]
pub(crate) async fn handler(
    grant: Grant<SituationLire>,
    id: Path<Id<Participant>>,
    db: Data<Db>,
    journal: Data<Journal>,
) -> Result<Reponse<Vec<PieceDto>>, Problem> {
    let rows = db
        .read(&grant, async |tx| {
            participants::voir(tx, *id).await?.ok_or_else(Problem::not_found)?;
            pieces::lister(tx, *id).await.map_err(Problem::from)
        })
        .await?;
    journal.lecture(&grant, "piece_list", Some(*id)).await;
    Ok(Reponse::ok(rows))
}
