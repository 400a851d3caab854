//! `GET /v1/candidatures`.

use auth::permission::CandidatureLire;
use participants_api::CandidatureDto;
use problem::Problem;
use runtime::{
    Lecture,
    http::{Filtre, Pagination, Reponse, operation},
};
use store::{Page, Tx};

use crate::entree::candidature::store as rows;

/// Lister les candidatures
///
/// Les plus récentes d’abord, sans leurs signatures ni leurs échéances.
#[operation(get "/v1/candidatures")]
pub(crate) async fn candidature_list(
    lecture: Lecture<CandidatureLire>,
    Filtre(page): Filtre<Pagination>,
) -> Result<Reponse<Page<CandidatureDto>>, Problem> {
    let apres = page.apres()?;
    let read = async |tx: &mut Tx| rows::lister(tx, None, apres, page.limite).await;
    let page = lecture.page(page.limite, |candidature| candidature.id, read).await?;
    Ok(Reponse::page(page.map(CandidatureDto::from)))
}
