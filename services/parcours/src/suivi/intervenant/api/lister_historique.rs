//! `GET /v1/intervenants/{id}/historique`.

use actix_web::web::Path;
use auth::permission::SuiviLire;
use kernel::IntervenantId;
use problem::Problem;
use runtime::{
    Lecture,
    http::{Filtre, Pagination, Reponse, operation},
};
use store::{Page, Tx};
use suite_api::ChangementDto;

use crate::suivi::intervenant::app;

/// Lire l’historique d’un intervenant
///
/// Qui a changé quoi, quand, de quoi en quoi, le plus récent d’abord.
#[operation(get "/v1/intervenants/{id}/historique", tag = "parcours")]
pub(crate) async fn intervenant_historique_list(
    lecture: Lecture<SuiviLire>,
    id: Path<IntervenantId>,
    Filtre(page): Filtre<Pagination>,
) -> Result<Reponse<Page<ChangementDto>>, Problem> {
    let avant = page.apres()?;
    let read = async |tx: &mut Tx| app::historique(tx, *id, avant, page.limite).await;
    let changes = lecture.lire(read).await?.contenu;
    Ok(Reponse::page(Page::new(changes, page.limite, |one| one.version)))
}
