//! `GET /v1/correspondances/{id}/historique`.

use actix_web::web::Path;
use auth::permission::ImportGerer;
use kernel::CorrespondanceId;
use problem::Problem;
use runtime::{
    Lecture,
    http::{Filtre, Pagination, Reponse, operation},
};
use store::{Page, Tx};
use suite_api::ChangementDto;

use crate::reprise::correspondance::app;

/// Lire l'historique d'une correspondance
///
/// Qui a changé quoi, quand, de quoi en quoi, le plus récent d'abord. Ce qui a changé avant que les valeurs ne soient
/// gardées n'a que ses champs.
#[operation(get "/v1/correspondances/{id}/historique", tag = "imports")]
pub(crate) async fn correspondance_historique_list(
    lecture: Lecture<ImportGerer>,
    id: Path<CorrespondanceId>,
    Filtre(page): Filtre<Pagination>,
) -> Result<Reponse<Page<ChangementDto>>, Problem> {
    let avant = page.apres()?;
    let read = async |tx: &mut Tx| app::historique(tx, *id, avant, page.limite).await;
    let changes = lecture.sans_personne(read).await?;
    Ok(Reponse::page(Page::new(changes, page.limite, |one| one.version)))
}
