//! `GET /v1/extraits`.

use auth::{Scope, permission::PartenaireLire};
use participants_api::ExtraitResume;
use problem::Problem;
use runtime::{
    Lecture,
    http::{Filtre, Pagination, Reponse, operation},
};
use store::{Page, Tx};

use crate::instances::extrait::app;

/// Lister les extraits de relevé de sa structure
///
/// Ceux qui sont partis, les derniers d’abord.
#[operation(get "/v1/extraits", tag = "commissions")]
pub(crate) async fn extrait_list(
    lecture: Lecture<PartenaireLire>,
    Filtre(page): Filtre<Pagination>,
) -> Result<Reponse<Page<ExtraitResume>>, Problem> {
    let (vue, apres) = (lecture.acteur().titres.vue(), page.apres()?);
    let read = async |tx: &mut Tx| app::lister(tx, &vue, apres, page.limite).await;
    let rows = lecture.sans_personne(read).await?;
    Ok(Reponse::page(Page::new(rows, page.limite, |one| one.id)))
}
