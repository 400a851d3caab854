//! `GET /v1/candidatures/suivies`.

use actix_web::{HttpRequest, HttpResponse, get};
use auth::Scope;
use auth::{Droit, permission::CandidatureSuivre};
use participants_api::CandidatureSuivie;
use problem::Problem;
use runtime::{
    Lecture,
    http::{self, Filtre, Pagination},
};
use store::{Page, Tx};

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
#[get("/v1/candidatures/suivies", name = "candidature_follow")]
pub(crate) async fn handler(
    lecture: Lecture<CandidatureSuivre>,
    Filtre(page): Filtre<Pagination>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let structure = lecture.acteur().structure.ok_or_else(Problem::not_found)?;
    let apres = page.apres()?;
    let read = async |tx: &mut Tx| candidatures::suivies(tx, structure, apres, page.limite).await;
    let page = lecture.page(page.limite, |candidature| candidature.contenu.id, read).await?;
    Ok(http::page(&request, &page.map(|candidature| candidature.contenu)))
}
