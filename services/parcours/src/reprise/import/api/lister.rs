//! `GET /v1/imports-de-parcours`.

use auth::permission::ImportGerer;
use problem::Problem;
use runtime::{
    Lecture,
    http::{Filtre, Pagination, Reponse, operation},
};
use store::Page;
use suite_api::ImportResume;

use crate::reprise::import::app::Imports;

/// Lister les imports de parcours
///
/// Les plus récents d'abord.
#[operation(get "/v1/imports-de-parcours", tag = "imports")]
pub(crate) async fn import_parcours_list(
    lecture: Lecture<ImportGerer>,
    Filtre(page): Filtre<Pagination>,
) -> Result<Reponse<Page<ImportResume>>, Problem> {
    let apres = page.apres()?;
    let imports = lecture.sans_personne(async |tx| Imports::lister(tx, apres, page.limite).await).await?;
    Ok(Reponse::page(imports))
}
