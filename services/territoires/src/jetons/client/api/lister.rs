//! `GET /v1/clients`.

use actix_web::web::Data;
use auth::{Grant, permission::ClientGerer};
use problem::Problem;
use runtime::http::{Reponse, operation};
use store::Db;
use territoires_api::ClientDto;

use crate::jetons::client::app;

/// Lister les outils tiers
#[operation(get "/v1/clients")]
pub(crate) async fn client_list(grant: Grant<ClientGerer>, db: Data<Db>) -> Result<Reponse<Vec<ClientDto>>, Problem> {
    Ok(Reponse::ok(db.read(&grant, async |tx| app::lister(tx).await).await?))
}
