//! `POST /v1/documents/{id}/envoi`.

use actix_web::{
    HttpResponse, post,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::CommissionGerer};
use kernel::DocumentId;
use participants_api::{DocumentDto, Envoi};
use problem::Problem;
use runtime::http::{Commande, Reponse};
use store::Db;

use crate::app;

/// Constater le départ d'un document
///
/// Une décision est communiquée quand son courrier est parti.
#[utoipa::path(
    operation_id = "document_send",
    tag = "commissions",
    params(("id" = DocumentId, Path, description = "Le document")),
    request_body = Envoi,
    security(("jeton" = [])),
    extensions(("x-permission" = json!(CommissionGerer::NOM))),
    responses((status = 200, body = DocumentDto))
)]
#[post("/v1/documents/{id}/envoi")]
pub(crate) async fn handler(
    grant: Grant<CommissionGerer>,
    id: Path<DocumentId>,
    db: Data<Db>,
    commande: Commande<Envoi>,
) -> Result<HttpResponse, Problem> {
    commande
        .executer(&db, &grant, async |tx, corps| {
            let done = app::documents::envoyer(tx, *id, corps).await?;
            Ok(Reponse::ok(done))
        })
        .await
}
