//! `GET /v1/participants/{id}/dossier`.

use actix_web::web::Path;
use auth::permission::SituationLire;
use kernel::ParticipantId;
use participants_api::{DossierDto, Regard};
use problem::Problem;
use runtime::{
    Lecture,
    http::{Filtre, Reponse, operation},
};

use crate::dossier::instantane::app;

/// Lire le dossier d'une personne à une date
///
/// Le dossier au jour `au`, tel qu'il était connu à la fin du jour `connu_au`.
#[operation(get "/v1/participants/{id}/dossier")]
pub(crate) async fn participant_dossier(
    lecture: Lecture<SituationLire>,
    id: Path<ParticipantId>,
    Filtre(filtre): Filtre<Regard>,
) -> Result<Reponse<DossierDto>, Problem> {
    let found = lecture.lire(async |tx| app::voir(tx, *id, filtre).await).await?;
    Ok(Reponse::ok(found))
}
