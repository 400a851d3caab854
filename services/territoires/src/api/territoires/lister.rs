//! `GET /v1/territoires`.

use actix_web::{get, web::Data};
use auth::{Droit, Grant, permission::TerritoireGerer};
use problem::Problem;
use runtime::http::Reponse;
use store::Db;
use territoires_api::TerritoireDto;

use crate::store::territoires;

/// Lister les territoires du déploiement
#[utoipa::path(
    operation_id = "territoire_list",
    tag = "territoires",
    security(("jeton" = [])),
    extensions(("x-permission" = json!(TerritoireGerer::NOM))),
    responses((status = 200, body = Vec<TerritoireDto>))
)]
#[get("/v1/territoires")]
pub(crate) async fn handler(
    grant: Grant<TerritoireGerer>,
    db: Data<Db>,
) -> Result<Reponse<Vec<TerritoireDto>>, Problem> {
    let all = db.read(&grant, async |tx| territoires::lister(tx).await).await?;
    Ok(Reponse::ok(all.into_iter().map(Into::into).collect()))
}
