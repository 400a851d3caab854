//! `GET /v1/participants/{id}/situations/historique`.

use actix_web::web::Path;
use auth::permission::SituationLire;
use kernel::ParticipantId;
use problem::Problem;
use runtime::{
    Lecture,
    http::{Filtre, Pagination, Reponse, operation},
};
use store::{Page, Tx};
use suite_api::ChangementDto;

use crate::dossier::situation::app;

/// Lire l'historique des situations d'une personne
///
/// Chaque enregistrement, correction ou retrait : par qui, quand, pourquoi, de quoi en quoi, le plus récent d'abord.
#[operation(get "/v1/participants/{id}/situations/historique")]
pub(crate) async fn situation_historique_list(
    lecture: Lecture<SituationLire>,
    id: Path<ParticipantId>,
    Filtre(page): Filtre<Pagination>,
) -> Result<Reponse<Page<ChangementDto>>, Problem> {
    let avant = page.apres()?;
    let read = async |tx: &mut Tx| app::historique(tx, *id, avant, page.limite).await;
    let changes = lecture.lire_de(*id, read).await?;
    let page = Page::new(changes, page.limite, |(rang, _)| *rang);
    Ok(Reponse::page(page.map(|(_, change)| change)))
}
