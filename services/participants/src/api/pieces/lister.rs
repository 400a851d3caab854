//! `GET /v1/participants/{id}/pieces`.

use actix_web::{
    get,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::SituationLire};
use kernel::ParticipantId;
use participants_api::{JourQuiCompte, PieceDto};
use problem::Problem;
use runtime::{
    Journal,
    http::{Filtre, Reponse},
};
use store::Db;

use crate::app;

/// Lire les pièces d'une personne
///
/// Avec un événement, chaque pièce dit ce qu'elle vaut au jour qui compte, jamais aujourd'hui.
#[utoipa::path(
    operation_id = "piece_list",
    tag = "participants",
    params(("id" = ParticipantId, Path, description = "Le participant"), JourQuiCompte),
    security(("jeton" = [])),
    extensions(("x-permission" = json!(SituationLire::NOM))),
    responses((status = 200, body = Vec<PieceDto>))
)]
#[get("/v1/participants/{id}/pieces")]
pub(crate) async fn handler(
    grant: Grant<SituationLire>,
    id: Path<ParticipantId>,
    Filtre(filtre): Filtre<JourQuiCompte>,
    db: Data<Db>,
    journal: Data<Journal>,
) -> Result<Reponse<Vec<PieceDto>>, Problem> {
    let found = db.read(&grant, async |tx| app::pieces::lister(tx, *id, filtre).await).await?;
    journal.lecture(&grant, "piece_list", Some(*id)).await;
    Ok(Reponse::ok(found))
}
