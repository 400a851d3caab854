//! `DELETE /v1/clients/{id}`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::ClientGerer};
use kernel::ClientId;
use problem::Problem;
use runtime::{
    Context,
    http::{Rien, operation},
};

use crate::{comptes::session::app::annoncer, jetons::client::app};

/// Retirer l'accès d'un outil tiers
///
/// Il n'obtient plus de jeton ; ceux qu'il a cessent aussitôt d'être acceptés.
#[operation(delete "/v1/clients/{id}", answer = "Accès retiré")]
pub(crate) async fn client_delete(
    grant: Grant<ClientGerer>,
    id: Path<ClientId>,
    context: Data<Context>,
) -> Result<Rien, Problem> {
    let ended = context.db.tx(&grant, async |tx| app::revoquer(tx, *id).await).await?;
    annoncer(&context, ended.as_slice()).await;
    Ok(Rien)
}
