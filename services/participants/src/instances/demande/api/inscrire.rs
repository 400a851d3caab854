//! `POST /v1/commissions/{id}/demandes`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::CommissionGerer};
use kernel::CommissionId;
use participants_api::{CommissionDto, InscriptionDemande};
use problem::Problem;
use runtime::http::{Commande, Reponse, operation};
use store::Db;

use crate::instances::{commission, demande::app};

/// Inscrire une demande à l’ordre du jour
///
/// Elle relève de l’instance qui siège.
#[operation(post "/v1/commissions/{id}/demandes", refuses(TransitionInterdite))]
pub(crate) async fn demande_enroll(
    grant: Grant<CommissionGerer>,
    id: Path<CommissionId>,
    db: Data<Db>,
    commande: Commande<InscriptionDemande>,
) -> Result<Reponse<CommissionDto>, Problem> {
    commande
        .executer(&db, &grant, async |tx, corps| {
            app::inscrire(tx, *id, corps).await?;
            Ok(Reponse::ok(commission::app::voir(tx, *id).await?))
        })
        .await
}
