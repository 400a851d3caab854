//! `GET /v1/commissions/{id}/documents`.

use actix_web::web::Path;
use auth::permission::CommissionGerer;
use kernel::CommissionId;
use participants_api::DocumentDto;
use problem::Problem;
use runtime::{
    Lecture,
    http::{Reponse, operation},
};

use crate::instances::document::app;

/// Lister les documents d'une commission
#[operation(get "/v1/commissions/{id}/documents")]
pub(crate) async fn document_list(
    lecture: Lecture<CommissionGerer>,
    id: Path<CommissionId>,
) -> Result<Reponse<Vec<DocumentDto>>, Problem> {
    let found = lecture.lire(async |tx| app::consulter(tx, *id).await).await?;
    Ok(Reponse::ok(found.contenu))
}
