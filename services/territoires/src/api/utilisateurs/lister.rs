//! `GET /v1/utilisateurs`.

use actix_web::{HttpRequest, HttpResponse, get, web::Data};
use auth::{Droit, Grant, permission::UtilisateurLire};
use problem::Problem;
use runtime::http::{self, Filtre, Pagination};
use store::{Db, Page};
use territoires_api::UtilisateurDto;

use crate::store::utilisateurs;

/// Lister les utilisateurs du territoire
///
/// Par nom.
#[utoipa::path(
    operation_id = "utilisateur_list",
    tag = "comptes",
    params(Pagination),
    security(("jeton" = [])),
    extensions(("x-permission" = json!(UtilisateurLire::NOM))),
    responses((status = 200, body = Page<UtilisateurDto>))
)]
#[get("/v1/utilisateurs")]
pub(crate) async fn handler(
    grant: Grant<UtilisateurLire>,
    Filtre(page): Filtre<Pagination>,
    db: Data<Db>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let apres = page.apres()?;
    let rows = db.read(&grant, async |tx| utilisateurs::lister(tx, apres, page.limite).await).await?;
    Ok(http::page(&request, &Page::new(rows, page.limite, |user| (user.nom.clone(), user.id))))
}
