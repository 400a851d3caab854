//! `GET /v1/participants`.

use auth::permission::ParticipantLire;
use participants_api::ParticipantDto;
use problem::Problem;
use runtime::{
    Lecture,
    http::{Filtre, Pagination, Reponse, operation},
};
use store::{Page, Tx};

use crate::dossier::participant::store as rows;

/// Lister les participants
///
/// Par nom, sans accents ni casse.
#[operation(get "/v1/participants")]
pub(crate) async fn participant_list(
    lecture: Lecture<ParticipantLire>,
    Filtre(page): Filtre<Pagination>,
) -> Result<Reponse<Page<ParticipantDto>>, Problem> {
    let apres = page.apres()?;
    let read = async |tx: &mut Tx| rows::lister(tx, apres, page.limite).await;
    let page = lecture.page(page.limite, rows::curseur, read).await?;
    Ok(Reponse::page(page.map(ParticipantDto::from)))
}
