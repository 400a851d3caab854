//! `GET /v1/file-active`.

use actix_web::{get, web::Data};
use auth::{Droit, Grant, permission::ParcoursLire};
use parcours_api::{FileActive, FileActiveAu};
use problem::Problem;
use runtime::http::{Filtre, Reponse};
use store::Db;

use crate::app;

/// Compter la file active
///
/// Par référent, avec les parcours derrière chaque chiffre.
#[utoipa::path(
    operation_id = "file_active_view",
    tag = "parcours",
    params(FileActiveAu),
    security(("jeton" = [])),
    extensions(("x-permission" = json!(ParcoursLire::NOM))),
    responses((status = 200, body = FileActive))
)]
#[get("/v1/file-active")]
pub(crate) async fn handler(
    grant: Grant<ParcoursLire>,
    Filtre(filtre): Filtre<FileActiveAu>,
    db: Data<Db>,
) -> Result<Reponse<FileActive>, Problem> {
    let au = filtre.au.unwrap_or_else(|| db.clock().today());
    db.read(&grant, async |tx| app::file_active::compter(tx, au).await).await.map(Reponse::ok)
}
