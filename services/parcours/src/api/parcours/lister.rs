//! `GET /v1/parcours`.

use actix_web::{HttpRequest, HttpResponse, get, web::Data};
use auth::{Droit, Grant, permission::ParcoursLire};
use parcours_api::ParcoursDto;
use problem::Problem;
use runtime::http::{self, Filtre, Pagination};
use store::{Db, Page};

use crate::store::parcours;

/// Lister les parcours
///
/// Les plus récents d’abord, sans leurs étapes ni leurs échéances.
#[utoipa::path(
    operation_id = "parcours_list",
    tag = "parcours",
    params(Pagination),
    security(("jeton" = [])),
    extensions(("x-permission" = json!(ParcoursLire::NOM))),
    responses((status = 200, body = Page<ParcoursDto>))
)]
#[get("/v1/parcours")]
pub(crate) async fn handler(
    grant: Grant<ParcoursLire>,
    Filtre(page): Filtre<Pagination>,
    db: Data<Db>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let apres = page.apres()?;
    let rows = db.read(&grant, async |tx| parcours::lister(tx, apres, page.limite).await).await?;
    let page = Page::new(rows, page.limite, |parcours| parcours.id);
    Ok(http::page(&request, &page.map(ParcoursDto::from)))
}
