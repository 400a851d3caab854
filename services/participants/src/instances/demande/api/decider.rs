//! `POST /v1/commissions/{id}/demandes/decisions`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::CommissionGerer};
use kernel::CommissionId;
use participants_api::{CommissionDto, NouvelleDecisionDemande};
use problem::Problem;
use runtime::http::{Commande, Reponse, operation};
use store::Db;

use crate::instances::{commission, demande::app};

/// Enregistrer la décision sur une demande
///
/// Elle prend effet à la clôture : le parcours change alors. De ce qui a déjà pris effet, la séance prend acte.
#[operation(post "/v1/commissions/{id}/demandes/decisions", refuses(TransitionInterdite))]
pub(crate) async fn demande_decide(
    grant: Grant<CommissionGerer>,
    id: Path<CommissionId>,
    db: Data<Db>,
    commande: Commande<NouvelleDecisionDemande>,
) -> Result<Reponse<CommissionDto>, Problem> {
    commande
        .executer(&db, &grant, async |tx, corps| {
            app::decider(tx, *id, corps).await?;
            Ok(Reponse::ok(commission::app::voir(tx, *id).await?))
        })
        .await
}
