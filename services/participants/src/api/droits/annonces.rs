//! `GET /v1/conservation`.

use actix_web::{get, web::Data};
use auth::{Droit, Grant, permission::ConservationLire};
use participants_api::Annonce;
use problem::Problem;
use runtime::http::Reponse;
use store::Db;

use crate::app;

/// Lire ce que la conservation annonce
///
/// Archivages et anonymisations à venir, annoncés avant d'être faits.
#[utoipa::path(
    operation_id = "conservation_list",
    tag = "droits",
    security(("jeton" = [])),
    extensions(("x-permission" = json!(ConservationLire::NOM))),
    responses((status = 200, body = Vec<Annonce>))
)]
#[get("/v1/conservation")]
pub(crate) async fn handler(grant: Grant<ConservationLire>, db: Data<Db>) -> Result<Reponse<Vec<Annonce>>, Problem> {
    let found = db.read(&grant, async |tx| app::conservation::annonces(tx).await).await?;
    Ok(Reponse::ok(found))
}
