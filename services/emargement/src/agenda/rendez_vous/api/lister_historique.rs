//! `GET /v1/rendez-vous/{id}/historique`.

use actix_web::web::Path;
use auth::permission::AgendaLire;
use kernel::RendezVousId;
use problem::Problem;
use runtime::{
    Lecture,
    http::{Filtre, Pagination, Reponse, operation},
};
use store::{Page, Tx};
use suite_api::ChangementDto;

use crate::agenda::rendez_vous::app;

/// Lire l’historique d’un rendez-vous
///
/// Qui l’a déplacé, quand, de quoi en quoi, le plus récent d’abord. Ce qui a changé avant que les valeurs ne soient
/// gardées n’a que ses champs, comme le rendez-vous de qui a été effacé.
#[operation(get "/v1/rendez-vous/{id}/historique", tag = "agenda")]
pub(crate) async fn rendez_vous_historique_list(
    lecture: Lecture<AgendaLire>,
    id: Path<RendezVousId>,
    Filtre(page): Filtre<Pagination>,
) -> Result<Reponse<Page<ChangementDto>>, Problem> {
    let avant = page.apres()?;
    let read = async |tx: &mut Tx| app::historique(tx, *id, avant, page.limite).await;
    let changes = lecture.lire(read).await?.contenu;
    Ok(Reponse::page(Page::new(changes, page.limite, |one| one.version)))
}
