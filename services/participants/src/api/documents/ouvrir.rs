//! `GET /v1/documents/{id}/pdf`.

use actix_web::{
    HttpResponse, get,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::CommissionGerer};
use kernel::{DocumentId, kind};
use problem::Problem;
use runtime::Journal;
use store::Db;

use crate::{app, pages};

/// Ouvrir un document
///
/// En PDF. Ses données sont figées : le même document donne toujours les mêmes octets.
#[utoipa::path(
    operation_id = "document_print",
    tag = "commissions",
    params(("id" = DocumentId, Path, description = "Le document")),
    security(("jeton" = [])),
    extensions(("x-permission" = json!(CommissionGerer::NOM))),
    responses((status = 200, body = Vec<u8>, content_type = "application/pdf"))
)]
#[get("/v1/documents/{id}/pdf")]
pub(crate) async fn handler(
    grant: Grant<CommissionGerer>,
    id: Path<DocumentId>,
    db: Data<Db>,
    journal: Data<Journal>,
) -> Result<HttpResponse, Problem> {
    let (modele, donnees) = db.read(&grant, async |tx| app::documents::ouvrir(tx, *id).await).await?;
    journal.lecture::<kind::Participant>(&grant, "document_print", None).await;
    pages::repondre(modele, donnees, &format!("document-{id}")).await
}
