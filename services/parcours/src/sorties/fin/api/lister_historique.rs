//! `GET /v1/parcours/{id}/fin/historique`.

use actix_web::web::Path;
use auth::permission::ParcoursLire;
use kernel::ParcoursId;
use problem::Problem;
use runtime::{
    Lecture,
    http::{Filtre, Pagination, Reponse, operation},
};
use store::{Page, Tx};
use suite_api::ChangementDto;

use crate::sorties::fin::historique;

/// Lire l’historique de la fin d’un parcours
///
/// Qui a changé quoi, quand, de quoi en quoi, le plus récent d’abord, avec le motif de la décision. D’une fin retirée, tout ce
/// qu’elle disait. Celui de qui a été effacé n’a que ses champs.
#[operation(get "/v1/parcours/{id}/fin/historique")]
pub(crate) async fn fin_historique_list(
    lecture: Lecture<ParcoursLire>,
    id: Path<ParcoursId>,
    Filtre(page): Filtre<Pagination>,
) -> Result<Reponse<Page<ChangementDto>>, Problem> {
    let avant = page.apres()?;
    let read = async |tx: &mut Tx| historique::lister(tx, *id, avant, page.limite).await;
    let changes = lecture.lire(read).await?.contenu;
    Ok(Reponse::page(Page::new(changes, page.limite, |one| one.version)))
}
