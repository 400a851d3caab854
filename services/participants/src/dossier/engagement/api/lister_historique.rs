//! `GET /v1/engagements/{id}/historique`.

use actix_web::web::Path;
use auth::permission::SituationLire;
use kernel::EngagementId;
use problem::Problem;
use runtime::{
    Lecture,
    http::{Filtre, Pagination, Reponse, operation},
};
use store::{Page, Tx};
use suite_api::ChangementDto;

use crate::dossier::engagement::app;

/// Lire l'historique d'un contrat d'engagement de l'article L5411-6
///
/// Qui a changé quoi, quand, de quoi en quoi, le plus récent d’abord.
#[operation(get "/v1/engagements/{id}/historique", tag = "participants")]
pub(crate) async fn engagement_historique_list(
    lecture: Lecture<SituationLire>,
    id: Path<EngagementId>,
    Filtre(page): Filtre<Pagination>,
) -> Result<Reponse<Page<ChangementDto>>, Problem> {
    let avant = page.apres()?;
    let read = async |tx: &mut Tx| app::historique(tx, *id, avant, page.limite).await;
    let changes = lecture.lire(read).await?.contenu;
    Ok(Reponse::page(Page::new(changes, page.limite, |one| one.version)))
}
