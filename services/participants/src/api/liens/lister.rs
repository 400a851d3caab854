//! `GET /v1/candidatures/{id}/liens`.

use actix_web::{
    get,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::CandidatureInstruire};
use kernel::CandidatureId;
use participants_api::LienDto;
use problem::Problem;
use runtime::http::Reponse;
use store::Db;

use crate::app;

/// Lister les liens de suivi d'une candidature
#[utoipa::path(
    operation_id = "lien_list",
    tag = "candidatures",
    params(("id" = CandidatureId, Path, description = "La candidature")),
    security(("jeton" = [])),
    extensions(("x-permission" = json!(CandidatureInstruire::NOM))),
    responses((status = 200, body = Vec<LienDto>))
)]
#[get("/v1/candidatures/{id}/liens")]
pub(crate) async fn handler(
    grant: Grant<CandidatureInstruire>,
    id: Path<CandidatureId>,
    db: Data<Db>,
) -> Result<Reponse<Vec<LienDto>>, Problem> {
    let found = db.read(&grant, async |tx| app::liens::lister(tx, *id).await).await?;
    Ok(Reponse::ok(found))
}
