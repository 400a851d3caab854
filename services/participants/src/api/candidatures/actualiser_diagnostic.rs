//! `POST /v1/candidatures/{id}/diagnostic/actualisations`.

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

/// Actualiser le diagnostic d'une personne entrée
///
/// Chaque thème dit alors son évolution depuis l'entrée : levé, allégé, stable, aggravé.
#[utoipa::path(
    operation_id = "diagnostic_update",
    tag = "candidatures",
    params(("id" = CandidatureId, Path, description = "La candidature")),
    request_body = NouveauDiagnostic,
    security(("jeton" = [])),
    extensions(("x-permission" = json!(DiagnosticGerer::NOM))),
    responses((status = 201, body = DiagnosticDto))
)]
#[post("/v1/candidatures/{id}/diagnostic/actualisations")]
pub(crate) async fn handler(
    grant: Grant<DiagnosticGerer>,
    id: Path<CandidatureId>,
    db: Data<Db>,
    commande: Commande<NouveauDiagnostic>,
) -> Result<HttpResponse, Problem> {
    commande
        .executer(&db, &grant, async |tx, corps| {
            let done = app::diagnostics::actualiser(tx, *id, corps).await?;
            Ok(Reponse::cree(format!("/v1/candidatures/{id}/diagnostic"), done))
        })
        .await
}
