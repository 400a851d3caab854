//! `POST /v1/clients`.

use actix_web::{HttpResponse, post, web::Data};
use auth::{Droit, Grant, permission::ClientGerer};
use problem::Problem;
use runtime::http::{Commande, Reponse};
use store::Db;
use territoires_api::{ClientDto, NouveauClient};

use crate::app;

/// Donner accès à un outil tiers
///
/// Le secret n'est montré que dans cette réponse.
#[utoipa::path(
    operation_id = "client_create",
    tag = "clients",
    request_body = NouveauClient,
    security(("jeton" = [])),
    extensions(("x-permission" = json!(ClientGerer::NOM))),
    responses((status = 201, body = ClientDto))
)]
#[post("/v1/clients")]
pub(crate) async fn handler(
    grant: Grant<ClientGerer>,
    db: Data<Db>,
    commande: Commande<NouveauClient>,
) -> Result<HttpResponse, Problem> {
    commande
        .executer(&db, &grant, async |tx, nouveau| {
            let client = app::clients::creer(tx, nouveau).await?;
            Ok(Reponse::cree(format!("/v1/clients/{}", client.id), client))
        })
        .await
}
