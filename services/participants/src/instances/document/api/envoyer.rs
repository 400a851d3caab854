//! `POST /v1/documents/{id}/envoi`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::CommissionGerer};
use kernel::DocumentId;
use participants_api::{DocumentDto, Envoi};
use problem::Problem;
use runtime::http::{Commande, Reponse, operation};
use store::Db;

use crate::instances::document::app;

/// Constater le départ d'un document
///
/// Une décision est communiquée quand son courrier est parti.
#[operation(post "/v1/documents/{id}/envoi", tag = "commissions")]
pub(crate) async fn document_send(
    grant: Grant<CommissionGerer>,
    id: Path<DocumentId>,
    db: Data<Db>,
    commande: Commande<Envoi>,
) -> Result<Reponse<DocumentDto>, Problem> {
    commande
        .executer(&db, &grant, async |tx, corps| {
            let done = app::envoyer(tx, *id, corps).await?;
            Ok(Reponse::ok(done))
        })
        .await
}
