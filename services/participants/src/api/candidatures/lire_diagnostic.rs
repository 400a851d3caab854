//! `GET /v1/candidatures/{id}/diagnostic`.

use actix_web::{
    get,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::DiagnosticLire};
use kernel::CandidatureId;
use participants_api::DiagnosticDto;
use problem::Problem;
use runtime::{Journal, http::Reponse};
use store::Db;

use crate::{app, store::candidatures};

/// Lire le diagnostic
#[utoipa::path(
    operation_id = "diagnostic_view",
    tag = "candidatures",
    params(("id" = CandidatureId, Path, description = "La candidature")),
    security(("jeton" = [])),
    extensions(("x-permission" = json!(DiagnosticLire::NOM))),
    responses((status = 200, body = DiagnosticDto))
)]
#[get("/v1/candidatures/{id}/diagnostic")]
pub(crate) async fn handler(
    grant: Grant<DiagnosticLire>,
    id: Path<CandidatureId>,
    db: Data<Db>,
    journal: Data<Journal>,
) -> Result<Reponse<DiagnosticDto>, Problem> {
    let (participant, diagnostic) = db
        .read(&grant, async |tx| {
            let dossier = candidatures::voir(tx, *id).await?.ok_or_else(Problem::not_found)?;
            let diagnostic = app::diagnostics::voir(tx, *id).await?;
            Ok::<_, Problem>((dossier.participant, diagnostic))
        })
        .await?;
    journal.lecture(&grant, "diagnostic_view", Some(participant)).await;
    Ok(Reponse::ok(diagnostic))
}
