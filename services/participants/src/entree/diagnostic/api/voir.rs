//! `GET /v1/candidatures/{id}/diagnostic`.

use actix_web::web::Path;
use auth::permission::DiagnosticLire;
use kernel::CandidatureId;
use participants_api::DiagnosticDto;
use problem::Problem;
use runtime::{
    Lecture,
    http::{Reponse, operation},
};

use crate::entree::diagnostic::app;

/// Lire le diagnostic
#[operation(get "/v1/candidatures/{id}/diagnostic")]
pub(crate) async fn diagnostic_view(
    lecture: Lecture<DiagnosticLire>,
    id: Path<CandidatureId>,
) -> Result<Reponse<DiagnosticDto>, Problem> {
    let found = lecture.lire(async |tx| app::consulter(tx, *id).await).await?;
    Ok(Reponse::ok(found.contenu))
}
