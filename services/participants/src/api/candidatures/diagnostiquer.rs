//! `POST /v1/candidatures/{id}/diagnostic`.

use actix_web::{
    HttpResponse, post,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::DiagnosticGerer};
use kernel::Id;
use participants_api::{Candidature, DiagnosticDto, NouveauDiagnostic};
use problem::Problem;
use runtime::http::{Commande, Reponse};
use store::Db;

use crate::app;

/// Enregistrer le diagnostic
#[utoipa::path(
    operation_id = "diagnostic_create",
    tag = "candidatures",
    params(("id" = Uuid, Path, description = "La candidature")),
    request_body = NouveauDiagnostic,
    security(("jeton" = [])),
    extensions(("x-permission" = json!(DiagnosticGerer::NOM))),
    responses((status = 201, body = DiagnosticDto), (status = 409, description = "transition-interdite"))
)]
#[post("/v1/candidatures/{id}/diagnostic")]
pub(crate) async fn handler(
    grant: Grant<DiagnosticGerer>,
    id: Path<Id<Candidature>>,
    db: Data<Db>,
    commande: Commande<NouveauDiagnostic>,
) -> Result<HttpResponse, Problem> {
    commande
        .executer(&db, &grant, async |tx, nouveau| {
            let diagnostic = app::candidatures::diagnostiquer(tx, *id, nouveau).await?;
            Ok(Reponse::cree(format!("/v1/candidatures/{id}/diagnostic"), diagnostic))
        })
        .await
}
