//! `GET /v1/commissions`.

use actix_web::{HttpRequest, HttpResponse, get};
use auth::{Droit, permission::CommissionLire};
use participants_api::CommissionDto;
use problem::Problem;
use runtime::{
    Lecture,
    http::{self, Filtre, Pagination},
};
use store::Page;

use crate::app;

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
#[get("/v1/commissions", name = "commission_list")]
pub(crate) async fn handler(
    lecture: Lecture<CommissionLire>,
    Filtre(page): Filtre<Pagination>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let apres = page.apres()?;
    let found = lecture.lire(async |tx| app::commissions::lister(tx, apres, page.limite).await).await?;
    Ok(http::page(&request, &found.contenu))
}
