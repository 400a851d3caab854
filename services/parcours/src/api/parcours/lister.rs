//! `GET /v1/parcours`.

use actix_web::{HttpRequest, HttpResponse, get};
use auth::{Droit, permission::ParcoursLire};
use parcours_api::ParcoursDto;
use problem::Problem;
use runtime::{
    Lecture,
    http::{self, Filtre, Pagination},
};
use store::{Page, Tx};

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
#[get("/v1/parcours", name = "parcours_list")]
pub(crate) async fn handler(
    lecture: Lecture<ParcoursLire>,
    Filtre(page): Filtre<Pagination>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let apres = page.apres()?;
    let read = async |tx: &mut Tx| parcours::lister(tx, apres, page.limite).await;
    let page = lecture.page(page.limite, |parcours| parcours.id, read).await?;
    Ok(http::page(&request, &page.map(ParcoursDto::from)))
}
