//! `GET /v1/imports/{id}/lignes`.

use actix_web::web::Path;
use auth::permission::ImportGerer;
use kernel::ImportId;
use participants_api::LigneDto;
use problem::Problem;
use runtime::{
    Lecture,
    http::{Filtre, Reponse, operation},
};
use store::Page;
use suite_api::FiltreLignes;

use crate::reprise::import::app;

/// Regarder les lignes d'un import
///
/// Dans l'ordre du tableau : ce que chacune dit, ses problèmes, ce qu'elle deviendra.
#[operation(get "/v1/imports/{id}/lignes")]
pub(crate) async fn import_line_list(
    lecture: Lecture<ImportGerer>,
    id: Path<ImportId>,
    Filtre(filtre): Filtre<FiltreLignes>,
) -> Result<Reponse<Page<LigneDto>>, Problem> {
    let page = lecture.lire(async |tx| app::lignes::lister(tx, *id, &filtre).await).await?;
    Ok(Reponse::page(page))
}
