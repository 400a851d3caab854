//! `GET /v1/participants`.

use auth::permission::ParticipantLire;
use participants_api::{FiltreParticipants, ParticipantDto, TriParticipants};
use problem::Problem;
use runtime::{
    Lecture,
    http::{Filtre, Reponse, operation},
};
use store::{Page, Tx};

use crate::dossier::participant::{
    app::liste::{self, Place},
    domain::Participant,
    store as rows,
};

/// Lister les participants
///
/// Ceux qui répondent à tous les critères, par nom (sans accents ni casse) ou dans l’ordre demandé. Un nom se cherche par
/// une recherche.
#[operation(get "/v1/participants")]
pub(crate) async fn participant_list(
    lecture: Lecture<ParticipantLire>,
    Filtre(filtre): Filtre<FiltreParticipants>,
) -> Result<Reponse<Page<ParticipantDto>>, Problem> {
    let tri = filtre.tri.unwrap_or(TriParticipants::Nom);
    let apres = liste::apres(&filtre, tri)?;
    if liste::nomme(&filtre) {
        lecture.exiger(async |tx| liste::exiger(tx, &filtre).await).await?;
    }
    let read = async |tx: &mut Tx| rows::liste::lister(tx, &filtre, tri, apres).await;
    let page = lecture.page(filtre.limite, |one: &Participant| Place::de(tri, one), read).await?;
    Ok(Reponse::page(page.map(ParticipantDto::from)))
}
