//! `GET /v1/etapes`.

use auth::{Scope, permission::EtapeLire};
use parcours_api::EtapeDto;
use problem::Problem;
use runtime::{
    Lecture,
    http::{Filtre, Pagination, Reponse, operation},
};
use store::{Page, Tx};

use crate::etapes::etape::store as rows;

/// Lister les étapes
///
/// Un opérateur ne voit que les siennes.
#[operation(get "/v1/etapes")]
pub(crate) async fn etape_list(
    lecture: Lecture<EtapeLire>,
    Filtre(page): Filtre<Pagination>,
) -> Result<Reponse<Page<EtapeDto>>, Problem> {
    let apres = page.apres()?;
    let vue = lecture.acteur().titres.vue();
    let read = async |tx: &mut Tx| rows::lister(tx, vue.structures(), apres, page.limite).await;
    let page = lecture.page(page.limite, |etape| etape.id, read).await?;
    Ok(Reponse::page(page.map(EtapeDto::from)))
}
