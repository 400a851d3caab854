//! `DELETE /v1/clients/{id}`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::ClientGerer};
use kernel::ClientId;
use problem::Problem;
use runtime::http::{Rien, operation};
use store::Db;

use crate::jetons::client::store as rows;

/// Retirer l'accès d'un outil tiers
///
/// Il n'obtient plus de jeton ; ceux qu'il a s'éteignent en dix minutes au plus.
#[operation(delete "/v1/clients/{id}", answer = "Accès retiré")]
pub(crate) async fn client_delete(
    grant: Grant<ClientGerer>,
    id: Path<ClientId>,
    db: Data<Db>,
) -> Result<Rien, Problem> {
    let ended = db.tx(&grant, async |tx| rows::revoquer(tx, *id).await).await?;
    if ended { Ok(Rien) } else { Err(Problem::not_found()) }
}
