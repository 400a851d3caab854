//! `POST /v1/candidatures/{id}/diagnostic`.

use actix_web::{
    HttpResponse, post,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::DiagnosticGerer};
use kernel::CandidatureId;
use participants_api::{DiagnosticDto, NouveauDiagnostic};
use problem::Problem;
use runtime::http::{Commande, Reponse};
use store::Db;

use crate::app;

/// Enregistrer le diagnostic
///
/// Freins, atouts et objectifs par thème, niveaux, projet, plan d'action. Les versions précédentes restent.
#[utoipa::path(
    operation_id = "diagnostic_create",
    tag = "candidatures",
    params(("id" = CandidatureId, Path, description = "La candidature")),
    request_body = NouveauDiagnostic,
    security(("jeton" = [])),
    extensions(("x-permission" = json!(DiagnosticGerer::NOM))),
    responses((status = 201, body = DiagnosticDto))
)]
#[post("/v1/candidatures/{id}/diagnostic")]
pub(crate) async fn handler(
    grant: Grant<DiagnosticGerer>,
    id: Path<CandidatureId>,
    db: Data<Db>,
    commande: Commande<NouveauDiagnostic>,
) -> Result<HttpResponse, Problem> {
    commande
        .executer(&db, &grant, async |tx, corps| {
            let done = app::diagnostics::etablir(tx, *id, corps).await?;
            Ok(Reponse::cree(format!("/v1/candidatures/{id}/diagnostic"), done))
        })
        .await
}
