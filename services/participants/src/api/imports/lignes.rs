//! `GET /v1/imports/{id}/lignes`.

use actix_web::{HttpRequest, HttpResponse, get, web::Path};
use auth::{Droit, permission::ImportGerer};
use kernel::ImportId;
use participants_api::{FiltreLignes, LigneDto};
use problem::Problem;
use runtime::{
    Lecture,
    http::{self, Filtre},
};
use store::Page;

use crate::app;

/// Regarder les lignes d'un import
///
/// Dans l'ordre du tableau : ce que chacune dit, ses problèmes, ce qu'elle deviendra.
#[utoipa::path(
    operation_id = "import_line_list",
    tag = "imports",
    params(("id" = ImportId, Path, description = "L'import"), FiltreLignes),
    security(("jeton" = [])),
    extensions(("x-permission" = json!(ImportGerer::NOM))),
    responses((status = 200, body = Page<LigneDto>))
)]
#[get("/v1/imports/{id}/lignes", name = "import_line_list")]
pub(crate) async fn handler(
    lecture: Lecture<ImportGerer>,
    id: Path<ImportId>,
    Filtre(filtre): Filtre<FiltreLignes>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let page = lecture.lire(async |tx| app::imports::lister_lignes(tx, *id, &filtre).await).await?;
    Ok(http::page(&request, &page))
}
