//! `DELETE /v1/utilisateurs/{id}/sessions`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::UtilisateurGerer};
use kernel::UtilisateurId;
use problem::Problem;
use runtime::{
    Context,
    http::{Rien, operation},
};

use crate::comptes::{session, utilisateur::app};

/// Déconnecter un utilisateur
///
/// Ses sessions dans le territoire sont fermées aussitôt ; il peut en ouvrir d'autres.
#[operation(delete "/v1/utilisateurs/{id}/sessions", tag = "comptes", answer = "Sessions fermées")]
pub(crate) async fn utilisateur_disconnect(
    grant: Grant<UtilisateurGerer>,
    id: Path<UtilisateurId>,
    context: Data<Context>,
) -> Result<Rien, Problem> {
    let ended = context.db.tx(&grant, async |tx| app::deconnecter(tx, *id).await).await?;
    session::app::annoncer(&context, &ended).await;
    Ok(Rien)
}
