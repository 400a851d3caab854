//! `GET /v1/etapes`.

use actix_web::{HttpRequest, HttpResponse, get};
use auth::{Droit, permission::EtapeLire};
use parcours_api::EtapeDto;
use problem::Problem;
use runtime::{
    Lecture,
    http::{self, Filtre, Pagination},
};
use store::{Page, Tx};

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
#[get("/v1/etapes", name = "etape_list")]
pub(crate) async fn handler(
    lecture: Lecture<EtapeLire>,
    Filtre(page): Filtre<Pagination>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let apres = page.apres()?;
    let read = async |tx: &mut Tx| etapes::lister(tx, app::etapes::operateur(tx), apres, page.limite).await;
    let page = lecture.page(page.limite, |etape| etape.id, read).await?;
    Ok(http::page(&request, &page.map(EtapeDto::from)))
}
