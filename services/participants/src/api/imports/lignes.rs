//! `GET /v1/imports/{id}/lignes`.

use actix_web::{
    HttpRequest, HttpResponse, get,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::ImportGerer};
use kernel::{ImportId, kind};
use participants_api::{FiltreLignes, LigneDto};
use problem::Problem;
use runtime::{
    Journal,
    http::{self, Filtre},
};
use store::{Db, Page};

use crate::app;

/// Regarder les lignes d'un import
///
/// Dans l'ordre du tableau : ce que chacune dit, ses problèmes, ce qu'elle deviendra.
#[utoipa::path(
    operation_id = "import_line_list",
    tag = "imports",
    params(("id" = ImportId, Path, description = "L'import"), FiltreLignes),
    security(("jeton" = [])),
    extensions(("x-permission" = json!(ImportGerer::NOM))),
    responses((status = 200, body = Page<LigneDto>))
)]
#[get("/v1/imports/{id}/lignes")]
pub(crate) async fn handler(
    grant: Grant<ImportGerer>,
    id: Path<ImportId>,
    Filtre(filtre): Filtre<FiltreLignes>,
    db: Data<Db>,
    journal: Data<Journal>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let page = db.read(&grant, async |tx| app::imports::lister_lignes(tx, *id, &filtre).await).await?;
    journal.lecture::<kind::Participant>(&grant, "import_line_list", None).await;
    Ok(http::page(&request, &page))
}
