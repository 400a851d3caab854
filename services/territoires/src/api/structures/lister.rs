//! `GET /v1/structures`.

use actix_web::{HttpRequest, HttpResponse, get, web::Data};
use auth::{Droit, Grant, permission::StructureLire};
use problem::Problem;
use runtime::http::{self, Filtre, Pagination};
use store::{Db, Page};
use territoires_api::StructureDto;

use crate::store::structures;

/// Lire l’annuaire des structures
///
/// Par nom.
#[utoipa::path(
    operation_id = "structure_list",
    tag = "annuaire",
    params(Pagination),
    security(("jeton" = [])),
    extensions(("x-permission" = json!(StructureLire::NOM))),
    responses((status = 200, body = Page<StructureDto>))
)]
#[get("/v1/structures")]
pub(crate) async fn handler(
    grant: Grant<StructureLire>,
    Filtre(page): Filtre<Pagination>,
    db: Data<Db>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let apres = page.apres()?;
    let rows = db.read(&grant, async |tx| structures::lister(tx, apres, page.limite).await).await?;
    Ok(http::page(&request, &Page::new(rows, page.limite, |one| (one.nom.clone(), one.id))))
}
