//! `GET /v1/clients`.

use actix_web::{get, web::Data};
use auth::{Droit, Grant, permission::ClientGerer};
use problem::Problem;
use runtime::http::Reponse;
use store::Db;
use territoires_api::ClientDto;

use crate::app;

/// Lister les outils tiers
#[utoipa::path(
    operation_id = "client_list",
    tag = "clients",
    security(("jeton" = [])),
    extensions(("x-permission" = json!(ClientGerer::NOM))),
    responses((status = 200, body = Vec<ClientDto>))
)]
#[get("/v1/clients")]
pub(crate) async fn handler(grant: Grant<ClientGerer>, db: Data<Db>) -> Result<Reponse<Vec<ClientDto>>, Problem> {
    Ok(Reponse::ok(db.read(&grant, async |tx| app::clients::lister(tx).await).await?))
}
