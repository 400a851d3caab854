//! `GET /v1/candidatures/suivies`.

use actix_web::{HttpRequest, HttpResponse, get, web::Data};
use auth::Scope;
use auth::{Droit, Grant, permission::CandidatureSuivre};
use participants_api::CandidatureSuivie;
use problem::Problem;
use runtime::http::{self, Filtre, Pagination};
use store::{Db, Page};

use crate::store::candidatures;

/// Suivre les candidatures de sa structure
///
/// Leur étape, jamais le diagnostic.
#[utoipa::path(
    operation_id = "candidature_follow",
    tag = "candidatures",
    params(Pagination),
    security(("jeton" = [])),
    extensions(("x-permission" = json!(CandidatureSuivre::NOM))),
    responses((status = 200, body = Page<CandidatureSuivie>))
)]
#[get("/v1/candidatures/suivies")]
pub(crate) async fn handler(
    grant: Grant<CandidatureSuivre>,
    Filtre(page): Filtre<Pagination>,
    db: Data<Db>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let structure = grant.acteur().structure.ok_or_else(Problem::not_found)?;
    let apres = page.apres()?;
    let rows = db.read(&grant, async |tx| candidatures::suivies(tx, structure, apres, page.limite).await).await?;
    Ok(http::page(&request, &Page::new(rows, page.limite, |candidature| candidature.id)))
}
