//! `DELETE /v1/utilisateurs/{id}/invitation`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::UtilisateurGerer};
use kernel::UtilisateurId;
use problem::Problem;
use runtime::http::{Rien, operation};
use store::Db;

use crate::comptes::invitation::app;

/// Retirer une invitation
///
/// Le code qui a été envoyé n'ouvre plus rien.
#[operation(delete "/v1/utilisateurs/{id}/invitation", tag = "comptes", answer = "Invitation retirée")]
pub(crate) async fn invitation_delete(
    grant: Grant<UtilisateurGerer>,
    id: Path<UtilisateurId>,
    db: Data<Db>,
) -> Result<Rien, Problem> {
    db.tx(&grant, async |tx| app::retirer(tx, *id).await).await?;
    Ok(Rien)
}
