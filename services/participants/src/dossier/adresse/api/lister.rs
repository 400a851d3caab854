//! `GET /v1/participants/{id}/adresses`.

use actix_web::web::Path;
use auth::permission::SituationLire;
use kernel::ParticipantId;
use participants_api::{AdresseDto, Regard};
use problem::Problem;
use runtime::{
    Lecture,
    http::{Filtre, Reponse, operation},
};

use crate::dossier::adresse::app;

/// Lire les adresses d'une personne
#[operation(get "/v1/participants/{id}/adresses")]
pub(crate) async fn adresse_list(
    lecture: Lecture<SituationLire>,
    id: Path<ParticipantId>,
    Filtre(filtre): Filtre<Regard>,
) -> Result<Reponse<Vec<AdresseDto>>, Problem> {
    let found = lecture.lire_de(*id, async |tx| app::lister(tx, *id, filtre).await).await?;
    Ok(Reponse::ok(found))
}
