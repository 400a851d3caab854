//! `GET /v1/parcours`.

use auth::permission::ParcoursLire;
use parcours_api::ParcoursDto;
use problem::Problem;
use runtime::{
    Lecture,
    http::{Filtre, Pagination, Reponse, operation},
};
use store::{Page, Tx};

use crate::vie::parcours::store as rows;

/// Lister les parcours
///
/// Les plus récents d’abord, sans leurs étapes ni leurs échéances.
#[operation(get "/v1/parcours")]
pub(crate) async fn parcours_list(
    lecture: Lecture<ParcoursLire>,
    Filtre(page): Filtre<Pagination>,
) -> Result<Reponse<Page<ParcoursDto>>, Problem> {
    let apres = page.apres()?;
    let read = async |tx: &mut Tx| rows::lister(tx, apres, page.limite).await;
    let page = lecture.page(page.limite, |parcours| parcours.id, read).await?;
    Ok(Reponse::page(page.map(ParcoursDto::from)))
}
