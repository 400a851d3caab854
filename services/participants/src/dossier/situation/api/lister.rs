//! `GET /v1/participants/{id}/situations`.

use actix_web::web::Path;
use auth::permission::SituationLire;
use kernel::ParticipantId;
use participants_api::{Regard, SituationDto};
use problem::Problem;
use runtime::{
    Lecture,
    http::{Filtre, Reponse, operation},
};

use crate::dossier::situation::app;

/// Lire les situations d'une personne
///
/// Sans date, tous les enregistrements en vigueur ; avec `au`, ceux qui valent ce jour-là ; avec `connu_au`, tels
/// qu'on les connaissait alors.
#[operation(get "/v1/participants/{id}/situations")]
pub(crate) async fn situation_list(
    lecture: Lecture<SituationLire>,
    id: Path<ParticipantId>,
    Filtre(filtre): Filtre<Regard>,
) -> Result<Reponse<Vec<SituationDto>>, Problem> {
    let found = lecture.lire_de(*id, async |tx| app::lister(tx, *id, filtre).await).await?;
    Ok(Reponse::ok(found))
}
