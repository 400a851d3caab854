//! `GET /v1/etapes`.

use auth::permission::EtapeLire;
use parcours_api::EtapeDto;
use problem::Problem;
use runtime::{
    Lecture,
    http::{Filtre, Pagination, Reponse, operation},
};
use store::{Page, Tx};

use crate::etapes::etape::app;

/// Lister les étapes
///
/// Un opérateur ne voit que les siennes, et de qui accepte de partager avec lui.
#[operation(get "/v1/etapes")]
pub(crate) async fn etape_list(
    lecture: Lecture<EtapeLire>,
    Filtre(page): Filtre<Pagination>,
) -> Result<Reponse<Page<EtapeDto>>, Problem> {
    let apres = page.apres()?;
    let read = async |tx: &mut Tx| app::lister(tx, apres, page.limite).await;
    let page = lecture.page(page.limite, |etape| etape.id, read).await?;
    Ok(Reponse::page(page.map(EtapeDto::from)))
}
