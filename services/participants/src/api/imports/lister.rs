//! `GET /v1/imports`.

use actix_web::{HttpRequest, HttpResponse, get, web::Data};
use auth::{Droit, Grant, permission::ImportGerer};
use participants_api::ImportResume;
use problem::Problem;
use runtime::http::{self, Filtre, Pagination};
use store::{Db, Page};

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
#[get("/v1/imports")]
pub(crate) async fn handler(
    grant: Grant<ImportGerer>,
    Filtre(page): Filtre<Pagination>,
    db: Data<Db>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let apres = page.apres()?;
    let rows = db.read(&grant, async |tx| imports::lister(tx, apres, page.limite).await).await?;
    Ok(http::page(&request, &Page::new(rows, page.limite, |one| one.id)))
}
