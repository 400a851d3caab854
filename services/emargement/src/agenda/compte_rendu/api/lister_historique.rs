//! `GET /v1/comptes-rendus/{id}/historique`.

use actix_web::web::Path;
use auth::permission::CompteRenduLire;
use kernel::CompteRenduId;
use problem::Problem;
use runtime::{
    Lecture,
    http::{Filtre, Pagination, Reponse, operation},
};
use store::{Page, Tx};
use suite_api::ChangementDto;

use crate::agenda::compte_rendu::app;

/// Lire l’historique du brouillon d’un compte rendu
///
/// Quels champs ont changé, et quand, le plus récent d’abord ; ce qu’ils disaient n’est pas gardé. Son auteur est seul
/// à le lire.
#[operation(get "/v1/comptes-rendus/{id}/historique", tag = "agenda")]
pub(crate) async fn compte_rendu_historique_list(
    lecture: Lecture<CompteRenduLire>,
    id: Path<CompteRenduId>,
    Filtre(page): Filtre<Pagination>,
) -> Result<Reponse<Page<ChangementDto>>, Problem> {
    let avant = page.apres()?;
    let read = async |tx: &mut Tx| app::historique(tx, *id, avant, page.limite).await;
    let changes = lecture.lire(read).await?.contenu;
    Ok(Reponse::page(Page::new(changes, page.limite, |one| one.version)))
}
