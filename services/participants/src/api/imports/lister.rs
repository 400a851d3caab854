//! `GET /v1/imports`.

use actix_web::{HttpRequest, HttpResponse, get};
use auth::{Droit, permission::ImportGerer};
use participants_api::ImportResume;
use problem::Problem;
use runtime::{
    Lecture,
    http::{self, Filtre, Pagination},
};
use store::Page;

use crate::store::imports;

/// Lister les imports
///
/// Les plus récents d'abord.
#[utoipa::path(
    operation_id = "import_list",
    tag = "imports",
    params(Pagination),
    security(("jeton" = [])),
    extensions(("x-permission" = json!(ImportGerer::NOM))),
    responses((status = 200, body = Page<ImportResume>))
)]
#[get("/v1/imports", name = "import_list")]
pub(crate) async fn handler(
    lecture: Lecture<ImportGerer>,
    Filtre(page): Filtre<Pagination>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let apres = page.apres()?;
    let rows = lecture.sans_personne(async |tx| imports::lister(tx, apres, page.limite).await).await?;
    Ok(http::page(&request, &Page::new(rows, page.limite, |one| one.id)))
}
