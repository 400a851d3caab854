//! `GET /v1/participants/{id}/pieces`.

use actix_web::web::Path;
use auth::permission::SituationLire;
use kernel::ParticipantId;
use participants_api::{JourQuiCompte, PieceDto};
use problem::Problem;
use runtime::{
    Lecture,
    http::{Filtre, Reponse, operation},
};

use crate::dossier::piece::app;

/// Lire les pièces d'une personne
///
/// Avec un événement, chaque pièce dit ce qu'elle vaut au jour qui compte, jamais aujourd'hui.
#[operation(get "/v1/participants/{id}/pieces")]
pub(crate) async fn piece_list(
    lecture: Lecture<SituationLire>,
    id: Path<ParticipantId>,
    Filtre(filtre): Filtre<JourQuiCompte>,
) -> Result<Reponse<Vec<PieceDto>>, Problem> {
    let found = lecture.lire_de(*id, async |tx| app::lister(tx, *id, filtre).await).await?;
    Ok(Reponse::ok(found))
}
