//! `GET /v1/candidatures/suivies`.

use auth::{Scope, permission::CandidatureSuivre};
use participants_api::CandidatureSuivie;
use problem::Problem;
use runtime::{
    Lecture,
    http::{Filtre, Pagination, Reponse, operation},
};
use store::{Page, Tx};

use crate::entree::candidature::app;

/// Suivre les candidatures de sa structure
///
/// Leur étape, jamais le diagnostic ; sans les personnes qui ne partagent pas, ou plus, avec elle.
#[operation(get "/v1/candidatures/suivies")]
pub(crate) async fn candidature_follow(
    lecture: Lecture<CandidatureSuivre>,
    Filtre(page): Filtre<Pagination>,
) -> Result<Reponse<Page<CandidatureSuivie>>, Problem> {
    let vue = lecture.acteur().titres.vue();
    let structures = vue.structures().ok_or_else(Problem::not_found)?;
    let apres = page.apres()?;
    let read = async |tx: &mut Tx| app::suivies(tx, structures, apres, page.limite).await;
    let page = lecture.page(page.limite, |candidature| candidature.contenu.id, read).await?;
    Ok(Reponse::page(page.map(|candidature| candidature.contenu)))
}
