//! `GET /v1/filtres`.

use actix_web::{get, web::Data};
use auth::{Droit, Grant, permission::ParticipantLire};
use participants_api::FiltreDto;
use problem::Problem;
use runtime::http::Reponse;
use store::Db;

use crate::store::filtres;

/// Lister ses recherches gardées
#[utoipa::path(
    operation_id = "filtre_list",
    tag = "participants",
    security(("jeton" = [])),
    extensions(("x-permission" = json!(ParticipantLire::NOM))),
    responses((status = 200, body = Vec<FiltreDto>))
)]
#[get("/v1/filtres")]
pub(crate) async fn handler(grant: Grant<ParticipantLire>, db: Data<Db>) -> Result<Reponse<Vec<FiltreDto>>, Problem> {
    let found = db.read(&grant, async |tx| filtres::lister(tx).await.map_err(Problem::from)).await?;
    Ok(Reponse::ok(found))
}
