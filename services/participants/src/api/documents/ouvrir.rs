//! `GET /v1/documents/{id}/pdf`.

use actix_web::{HttpResponse, get, web::Path};
use auth::{Droit, permission::CommissionGerer};
use kernel::DocumentId;
use problem::Problem;
use runtime::Lecture;

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
#[get("/v1/documents/{id}/pdf", name = "document_print")]
pub(crate) async fn handler(lecture: Lecture<CommissionGerer>, id: Path<DocumentId>) -> Result<HttpResponse, Problem> {
    let found = lecture.lire(async |tx| app::documents::ouvrir(tx, *id).await).await?;
    let (modele, donnees) = found.contenu;
    pages::repondre(modele, donnees, &format!("document-{id}")).await
}
