//! `GET /v1/participants/{id}/pieces`.

use actix_web::{get, web::Path};
use auth::{Droit, permission::SituationLire};
use kernel::ParticipantId;
use participants_api::{JourQuiCompte, PieceDto};
use problem::Problem;
use runtime::{
    Lecture,
    http::{Filtre, Reponse},
};

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
#[get("/v1/participants/{id}/pieces", name = "piece_list")]
pub(crate) async fn handler(
    lecture: Lecture<SituationLire>,
    id: Path<ParticipantId>,
    Filtre(filtre): Filtre<JourQuiCompte>,
) -> Result<Reponse<Vec<PieceDto>>, Problem> {
    let found = lecture.lire_de(*id, async |tx| app::pieces::lister(tx, *id, filtre).await).await?;
    Ok(Reponse::ok(found))
}
