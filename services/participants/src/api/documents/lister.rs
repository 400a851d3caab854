//! `GET /v1/commissions/{id}/documents`.

use actix_web::{get, web::Path};
use auth::{Droit, permission::CommissionGerer};
use kernel::CommissionId;
use participants_api::DocumentDto;
use problem::Problem;
use runtime::{Lecture, http::Reponse};

use crate::app;

/// Lister les documents d'une commission
#[utoipa::path(
    operation_id = "document_list",
    tag = "commissions",
    params(("id" = CommissionId, Path, description = "La commission")),
    security(("jeton" = [])),
    extensions(("x-permission" = json!(CommissionGerer::NOM))),
    responses((status = 200, body = Vec<DocumentDto>))
)]
#[get("/v1/commissions/{id}/documents", name = "document_list")]
pub(crate) async fn handler(
    lecture: Lecture<CommissionGerer>,
    id: Path<CommissionId>,
) -> Result<Reponse<Vec<DocumentDto>>, Problem> {
    let found = lecture.lire(async |tx| app::documents::consulter(tx, *id).await).await?;
    Ok(Reponse::ok(found.contenu))
}
