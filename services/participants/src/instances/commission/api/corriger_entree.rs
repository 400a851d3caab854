//! `POST /v1/candidatures/{id}/entree`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::CommissionGerer};
use kernel::CandidatureId;
use participants_api::{CandidatureDto, CorrectionEntree};
use problem::Problem;
use runtime::http::{Commande, Reponse, operation};
use store::Db;

use crate::instances::commission::app;

/// Corriger une date d'entrée
///
/// L'ancienne date reste, avec le motif ; l'éligibilité est jugée au nouveau jour. Le parcours suit, et les documents de la
/// séance sont refaits.
#[operation(post "/v1/candidatures/{id}/entree")]
pub(crate) async fn entree_correct(
    grant: Grant<CommissionGerer>,
    id: Path<CandidatureId>,
    db: Data<Db>,
    commande: Commande<CorrectionEntree>,
) -> Result<Reponse<CandidatureDto>, Problem> {
    commande
        .executer(&db, &grant, async |tx, corps| {
            let done = app::corriger_entree(tx, *id, corps).await?;
            Ok(Reponse::ok(done))
        })
        .await
}
