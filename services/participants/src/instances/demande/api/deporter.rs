//! `POST /v1/commissions/{id}/demandes/deports`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::CommissionGerer};
use kernel::CommissionId;
use participants_api::{CommissionDto, DeportDemande};
use problem::Problem;
use runtime::http::{Commande, Reponse, operation};
use store::Db;

use crate::instances::{commission, demande::app};

/// Déporter un membre de la décision d’une demande
///
/// Il ne compte pas dans le quorum de cette décision, et ne lit plus le dossier.
#[operation(post "/v1/commissions/{id}/demandes/deports", refuses(TransitionInterdite))]
pub(crate) async fn demande_recuse(
    grant: Grant<CommissionGerer>,
    id: Path<CommissionId>,
    db: Data<Db>,
    commande: Commande<DeportDemande>,
) -> Result<Reponse<CommissionDto>, Problem> {
    commande
        .executer(&db, &grant, async |tx, corps| {
            app::deporter(tx, *id, corps).await?;
            Ok(Reponse::ok(commission::app::voir(tx, *id).await?))
        })
        .await
}
