//! `GET /v1/territoires`.

use actix_web::web::Data;
use auth::{Grant, permission::TerritoireGerer};
use problem::Problem;
use runtime::http::{Reponse, operation};
use store::Db;
use territoires_api::TerritoireDto;

use crate::territoires::territoire::store as rows;

/// Lister les territoires du déploiement
#[operation(get "/v1/territoires")]
pub(crate) async fn territoire_list(
    grant: Grant<TerritoireGerer>,
    db: Data<Db>,
) -> Result<Reponse<Vec<TerritoireDto>>, Problem> {
    let all = db.read(&grant, async |tx| rows::lister(tx).await).await?;
    Ok(Reponse::ok(all.into_iter().map(Into::into).collect()))
}
