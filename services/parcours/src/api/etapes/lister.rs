//! `GET /v1/etapes`.

use actix_web::{HttpRequest, HttpResponse, get, web::Data};
use auth::{Droit, Grant, permission::EtapeLire};
use parcours_api::EtapeDto;
use problem::Problem;
use runtime::http::{self, Filtre, Pagination};
use store::{Db, Page};

use crate::{app, store::etapes};

/// Lister les étapes
///
/// Un opérateur ne voit que les siennes.
#[utoipa::path(
    operation_id = "etape_list",
    tag = "etapes",
    params(Pagination),
    security(("jeton" = [])),
    extensions(("x-permission" = json!(EtapeLire::NOM))),
    responses((status = 200, body = Page<EtapeDto>))
)]
#[get("/v1/etapes")]
pub(crate) async fn handler(
    grant: Grant<EtapeLire>,
    Filtre(page): Filtre<Pagination>,
    db: Data<Db>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let apres = page.apres()?;
    let rows = db
        .read(&grant, async |tx| {
            let operateur = app::etapes::operateur(tx);
            etapes::lister(tx, operateur, apres, page.limite).await
        })
        .await?;
    let page = Page::new(rows, page.limite, |etape| etape.id);
    Ok(http::page(&request, &page.map(EtapeDto::from)))
}
