//! `GET /v1/sorties/{id}/historique`.

use actix_web::web::Path;
use auth::permission::ParcoursLire;
use kernel::SortieId;
use problem::Problem;
use runtime::{
    Lecture,
    http::{Filtre, Pagination, Reponse, operation},
};
use store::{Page, Tx};
use suite_api::ChangementDto;

use crate::sorties::sortie::historique;

/// Lire l’historique d’une sortie
///
/// Qui a changé quoi, quand, de quoi en quoi, le plus récent d’abord, avec le motif de ce qui a été décidé : la
/// décision de l’équipe, ou celle de revenir sur une sortie confirmée. Celui de qui a été effacé n’a que ses champs.
#[operation(get "/v1/sorties/{id}/historique")]
pub(crate) async fn sortie_historique_list(
    lecture: Lecture<ParcoursLire>,
    id: Path<SortieId>,
    Filtre(page): Filtre<Pagination>,
) -> Result<Reponse<Page<ChangementDto>>, Problem> {
    let avant = page.apres()?;
    let read = async |tx: &mut Tx| historique::lister(tx, *id, avant, page.limite).await;
    let changes = lecture.lire(read).await?.contenu;
    Ok(Reponse::page(Page::new(changes, page.limite, |one| one.version)))
}
