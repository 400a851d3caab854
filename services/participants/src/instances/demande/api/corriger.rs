//! `POST /v1/commissions/{id}/demandes/corrections`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::CommissionGerer};
use kernel::CommissionId;
use participants_api::{CommissionDto, CorrectionDecisionDemande};
use problem::Problem;
use runtime::http::{Commande, Reponse, operation};
use store::Db;

use crate::instances::{commission, demande::app};

/// Corriger la décision sur une demande
///
/// L’ancienne décision reste. Ce qui est accordé a pris effet, et ne se refuse plus.
#[operation(post "/v1/commissions/{id}/demandes/corrections", refuses(TransitionInterdite))]
pub(crate) async fn demande_correct(
    grant: Grant<CommissionGerer>,
    id: Path<CommissionId>,
    db: Data<Db>,
    commande: Commande<CorrectionDecisionDemande>,
) -> Result<Reponse<CommissionDto>, Problem> {
    commande
        .executer(&db, &grant, async |tx, corps| {
            app::corriger(tx, *id, corps).await?;
            Ok(Reponse::ok(commission::app::voir(tx, *id).await?))
        })
        .await
}
