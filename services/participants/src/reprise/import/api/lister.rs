//! `GET /v1/imports`.

use auth::permission::ImportGerer;
use participants_api::ImportResume;
use problem::Problem;
use runtime::{
    Lecture,
    http::{Filtre, Pagination, Reponse, operation},
};
use store::Page;

use crate::reprise::import::store as rows;

/// Lister les imports
///
/// Les plus récents d'abord.
#[operation(get "/v1/imports")]
pub(crate) async fn import_list(
    lecture: Lecture<ImportGerer>,
    Filtre(page): Filtre<Pagination>,
) -> Result<Reponse<Page<ImportResume>>, Problem> {
    let apres = page.apres()?;
    let rows = lecture.sans_personne(async |tx| rows::imports::lister(tx, apres, page.limite).await).await?;
    Ok(Reponse::page(Page::new(rows, page.limite, |one| one.id)))
}
