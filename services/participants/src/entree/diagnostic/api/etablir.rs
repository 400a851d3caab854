//! `POST /v1/candidatures/{id}/diagnostic`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::DiagnosticGerer};
use kernel::CandidatureId;
use participants_api::{DiagnosticDto, NouveauDiagnostic};
use problem::Problem;
use runtime::http::{Commande, Cree, operation};
use store::Db;

use crate::entree::diagnostic::app;

/// Enregistrer le diagnostic
///
/// Freins, atouts et objectifs par thème, niveaux, projet, plan d'action. Les versions précédentes restent.
#[operation(post "/v1/candidatures/{id}/diagnostic")]
pub(crate) async fn diagnostic_create(
    grant: Grant<DiagnosticGerer>,
    id: Path<CandidatureId>,
    db: Data<Db>,
    commande: Commande<NouveauDiagnostic>,
) -> Result<Cree<DiagnosticDto>, Problem> {
    commande
        .executer(&db, &grant, async |tx, corps| {
            let done = app::etablir(tx, *id, corps).await?;
            Ok(Cree::a(format!("/v1/candidatures/{id}/diagnostic"), done))
        })
        .await
}
