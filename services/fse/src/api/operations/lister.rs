//! `GET /v1/operations`.

use actix_web::{HttpRequest, HttpResponse, get, web::Data};
use auth::{Droit, Grant, permission::OperationLire};
use fse_api::OperationDto;
use problem::Problem;
use runtime::http::{self, Filtre, Pagination};
use store::{Db, Page};

use crate::store::operations;

/// Lister les opérations
///
/// Les plus récentes d’abord.
#[utoipa::path(
    operation_id = "operation_list",
    tag = "operations",
    params(Pagination),
    security(("jeton" = [])),
    extensions(("x-permission" = json!(OperationLire::NOM))),
    responses((status = 200, body = Page<OperationDto>))
)]
#[get("/v1/operations")]
pub(crate) async fn handler(
    grant: Grant<OperationLire>,
    Filtre(page): Filtre<Pagination>,
    db: Data<Db>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let apres = page.apres()?;
    let rows = db.read(&grant, async |tx| operations::lister(tx, apres, page.limite).await).await?;
    let page = Page::new(rows, page.limite, |operation| operation.id);
    Ok(http::page(&request, &page.map(OperationDto::from)))
}
