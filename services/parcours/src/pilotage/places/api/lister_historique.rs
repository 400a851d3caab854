//! `GET /v1/conventions-places/{id}/historique`.

use actix_web::web::Path;
use auth::permission::ParcoursLire;
use kernel::ConventionPlacesId;
use problem::Problem;
use runtime::{
    Lecture,
    http::{Filtre, Pagination, Reponse, operation},
};
use store::{Page, Tx};
use suite_api::ChangementDto;

use crate::pilotage::places::app;

/// Lire l’historique d’une convention de places
///
/// Qui a changé quoi, quand, de quoi en quoi, le plus récent d’abord.
#[operation(get "/v1/conventions-places/{id}/historique", tag = "parcours")]
pub(crate) async fn convention_places_historique_list(
    lecture: Lecture<ParcoursLire>,
    id: Path<ConventionPlacesId>,
    Filtre(page): Filtre<Pagination>,
) -> Result<Reponse<Page<ChangementDto>>, Problem> {
    let avant = page.apres()?;
    let read = async |tx: &mut Tx| app::historique(tx, *id, avant, page.limite).await;
    let changes = lecture.sans_personne(read).await?;
    Ok(Reponse::page(Page::new(changes, page.limite, |one| one.version)))
}
