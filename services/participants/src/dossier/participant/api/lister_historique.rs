//! `GET /v1/participants/{id}/historique`.

use actix_web::web::Path;
use auth::permission::ParticipantLire;
use kernel::ParticipantId;
use problem::Problem;
use runtime::{
    Lecture,
    http::{Filtre, Pagination, Reponse, operation},
};
use store::{Page, Tx};
use suite_api::ChangementDto;

use crate::dossier::participant::app;

/// Lire l'historique de l'identité d'une personne
///
/// Qui a changé quoi, quand, de quoi en quoi, le plus récent d'abord. De qui a été effacé, rien ne reste.
#[operation(get "/v1/participants/{id}/historique")]
pub(crate) async fn participant_historique_list(
    lecture: Lecture<ParticipantLire>,
    id: Path<ParticipantId>,
    Filtre(page): Filtre<Pagination>,
) -> Result<Reponse<Page<ChangementDto>>, Problem> {
    let avant = page.apres()?;
    let read = async |tx: &mut Tx| app::historique(tx, *id, avant, page.limite).await;
    let changes = lecture.lire_de(*id, read).await?;
    Ok(Reponse::page(Page::new(changes, page.limite, |one| one.version)))
}
