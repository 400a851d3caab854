//! `POST /v1/candidatures/{id}/diagnostic/actualisations`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::DiagnosticGerer};
use kernel::CandidatureId;
use participants_api::{DiagnosticDto, NouveauDiagnostic};
use problem::Problem;
use runtime::http::{Commande, Cree, operation};
use store::Db;

use crate::entree::diagnostic::app;

/// Actualiser le diagnostic d'une personne entrée
///
/// Chaque thème dit alors son évolution depuis l'entrée : levé, allégé, stable, aggravé.
#[operation(post "/v1/candidatures/{id}/diagnostic/actualisations")]
pub(crate) async fn diagnostic_update(
    grant: Grant<DiagnosticGerer>,
    id: Path<CandidatureId>,
    db: Data<Db>,
    commande: Commande<NouveauDiagnostic>,
) -> Result<Cree<DiagnosticDto>, Problem> {
    commande
        .executer(&db, &grant, async |tx, corps| {
            let done = app::actualiser(tx, *id, corps).await?;
            Ok(Cree::a(format!("/v1/candidatures/{id}/diagnostic"), done))
        })
        .await
}
