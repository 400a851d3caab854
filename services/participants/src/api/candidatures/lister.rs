//! `GET /v1/candidatures`.

use actix_web::{HttpRequest, HttpResponse, get, web::Data};
use auth::{Droit, Grant, permission::CandidatureLire};
use participants_api::CandidatureDto;
use problem::Problem;
use runtime::http::{self, Filtre, Pagination};
use store::{Db, Page};

use crate::store::candidatures;

/// Lister les candidatures
///
/// Les plus récentes d’abord, sans leurs signatures ni leurs échéances.
#[utoipa::path(
    operation_id = "candidature_list",
    tag = "candidatures",
    params(Pagination),
    security(("jeton" = [])),
    extensions(("x-permission" = json!(CandidatureLire::NOM))),
    responses((status = 200, body = Page<CandidatureDto>))
)]
#[get("/v1/candidatures")]
pub(crate) async fn handler(
    grant: Grant<CandidatureLire>,
    Filtre(page): Filtre<Pagination>,
    db: Data<Db>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let apres = page.apres()?;
    let rows = db.read(&grant, async |tx| candidatures::lister(tx, None, apres, page.limite).await).await?;
    let page = Page::new(rows, page.limite, |candidature| candidature.id);
    Ok(http::page(&request, &page.map(CandidatureDto::from)))
}
