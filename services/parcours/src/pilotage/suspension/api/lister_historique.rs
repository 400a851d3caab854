//! `GET /v1/suspensions/{id}/historique`.

use actix_web::web::Path;
use auth::permission::ParcoursLire;
use kernel::SuspensionId;
use problem::Problem;
use runtime::{
    Lecture,
    http::{Filtre, Pagination, Reponse, operation},
};
use store::{Page, Tx};
use suite_api::ChangementDto;

use crate::pilotage::suspension::historique;

/// Lire l’historique d’une suspension
///
/// Qui a changé quoi, quand, de quoi en quoi, le plus récent d’abord, avec le motif de la correction. Celui de qui a été effacé
/// n’a que ses champs.
#[operation(get "/v1/suspensions/{id}/historique", tag = "parcours")]
pub(crate) async fn suspension_historique_list(
    lecture: Lecture<ParcoursLire>,
    id: Path<SuspensionId>,
    Filtre(page): Filtre<Pagination>,
) -> Result<Reponse<Page<ChangementDto>>, Problem> {
    let avant = page.apres()?;
    let read = async |tx: &mut Tx| historique::lister(tx, *id, avant, page.limite).await;
    let changes = lecture.lire(read).await?.contenu;
    Ok(Reponse::page(Page::new(changes, page.limite, |one| one.version)))
}
