//! `GET /v1/candidatures`.

use actix_web::{HttpRequest, HttpResponse, get};
use auth::{Droit, permission::CandidatureLire};
use participants_api::CandidatureDto;
use problem::Problem;
use runtime::{
    Lecture,
    http::{self, Filtre, Pagination},
};
use store::{Page, Tx};

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
#[get("/v1/candidatures", name = "candidature_list")]
pub(crate) async fn handler(
    lecture: Lecture<CandidatureLire>,
    Filtre(page): Filtre<Pagination>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let apres = page.apres()?;
    let read = async |tx: &mut Tx| candidatures::lister(tx, None, apres, page.limite).await;
    let page = lecture.page(page.limite, |candidature| candidature.id, read).await?;
    Ok(http::page(&request, &page.map(CandidatureDto::from)))
}
