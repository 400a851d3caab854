//! `GET /v1/correspondances`.

use actix_web::{get, web::Data};
use auth::{Droit, Grant, permission::ImportGerer};
use participants_api::CorrespondanceDto;
use problem::Problem;
use runtime::http::Reponse;
use store::Db;

use crate::app;

/// Lister les correspondances du territoire
#[utoipa::path(
    operation_id = "correspondance_list",
    tag = "imports",
    security(("jeton" = [])),
    extensions(("x-permission" = json!(ImportGerer::NOM))),
    responses((status = 200, body = Vec<CorrespondanceDto>))
)]
#[get("/v1/correspondances")]
pub(crate) async fn handler(
    grant: Grant<ImportGerer>,
    db: Data<Db>,
) -> Result<Reponse<Vec<CorrespondanceDto>>, Problem> {
    db.read(&grant, async |tx| app::imports::lister_correspondances(tx).await).await.map(Reponse::ok)
}
