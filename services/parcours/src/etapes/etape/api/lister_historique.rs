//! `GET /v1/etapes/{id}/historique`.

use actix_web::web::Path;
use auth::permission::EtapeLire;
use kernel::EtapeId;
use problem::Problem;
use runtime::{
    Lecture,
    http::{Filtre, Pagination, Reponse, operation},
};
use store::{Page, Tx};
use suite_api::ChangementDto;

use crate::etapes::etape::app;

/// Lire l’historique d’une étape
///
/// Qui a changé quoi, quand, de quoi en quoi, le plus récent d’abord. Un opérateur ne voit que celui des siennes, et de
/// qui accepte de partager avec lui. Ce qui a changé avant que les valeurs ne soient gardées n’a que ses champs, comme
/// l’étape de qui a été effacé, et ce qu’un ancien logiciel notait de ses bilans, sauf pour qui suit la personne.
#[operation(get "/v1/etapes/{id}/historique")]
pub(crate) async fn etape_historique_list(
    lecture: Lecture<EtapeLire>,
    id: Path<EtapeId>,
    Filtre(page): Filtre<Pagination>,
) -> Result<Reponse<Page<ChangementDto>>, Problem> {
    let avant = page.apres()?;
    let read = async |tx: &mut Tx| app::historique(tx, *id, avant, page.limite).await;
    let changes = lecture.lire(read).await?.contenu;
    Ok(Reponse::page(Page::new(changes, page.limite, |one| one.version)))
}
