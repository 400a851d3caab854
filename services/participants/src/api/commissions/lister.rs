//! `GET /v1/commissions`.

use actix_web::{HttpRequest, HttpResponse, get, web::Data};
use auth::{Droit, Grant, permission::CommissionLire};
use participants_api::CommissionDto;
use problem::Problem;
use runtime::http::{self, Filtre, Pagination};
use store::{Db, Page};

use crate::store::commissions;

/// Lister les commissions
///
/// Les plus récentes d’abord, sans leur ordre du jour.
#[utoipa::path(
    operation_id = "commission_list",
    tag = "commissions",
    params(Pagination),
    security(("jeton" = [])),
    extensions(("x-permission" = json!(CommissionLire::NOM))),
    responses((status = 200, body = Page<CommissionDto>))
)]
#[get("/v1/commissions")]
pub(crate) async fn handler(
    grant: Grant<CommissionLire>,
    Filtre(page): Filtre<Pagination>,
    db: Data<Db>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let apres = page.apres()?;
    let rows = db.read(&grant, async |tx| commissions::lister(tx, apres, page.limite).await).await?;
    let page = Page::new(rows, page.limite, |session| (session.tenue_le, session.id));
    Ok(http::page(&request, &page.map(CommissionDto::from)))
}
