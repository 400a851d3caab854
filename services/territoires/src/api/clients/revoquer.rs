//! `DELETE /v1/clients/{id}`.

use actix_web::{
    HttpResponse, delete,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::ClientGerer};
use kernel::ClientId;
use problem::Problem;
use store::Db;

use crate::store::clients;

/// Retirer l'accès d'un outil tiers
///
/// Il n'obtient plus de jeton ; ceux qu'il a s'éteignent en dix minutes au plus.
#[utoipa::path(
    operation_id = "client_delete",
    tag = "clients",
    params(("id" = ClientId, Path, description = "Le client")),
    security(("jeton" = [])),
    extensions(("x-permission" = json!(ClientGerer::NOM))),
    responses((status = 204, description = "Accès retiré"))
)]
#[delete("/v1/clients/{id}")]
pub(crate) async fn handler(
    grant: Grant<ClientGerer>,
    id: Path<ClientId>,
    db: Data<Db>,
) -> Result<HttpResponse, Problem> {
    let ended = db.tx(&grant, async |tx| clients::revoquer(tx, *id).await).await?;
    if ended { Ok(HttpResponse::NoContent().finish()) } else { Err(Problem::not_found()) }
}
