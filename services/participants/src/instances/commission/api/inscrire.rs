//! `POST /v1/commissions/{id}/dossiers`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::CommissionGerer};
use kernel::CommissionId;
use participants_api::{CommissionDto, Inscription};
use problem::Problem;
use runtime::http::{Commande, Reponse, operation};
use store::Db;

use crate::instances::commission::app;

/// Mettre une candidature à l'ordre du jour
#[operation(post "/v1/commissions/{id}/dossiers", refuses(TransitionInterdite))]
pub(crate) async fn commission_enroll(
    grant: Grant<CommissionGerer>,
    id: Path<CommissionId>,
    db: Data<Db>,
    commande: Commande<Inscription>,
) -> Result<Reponse<CommissionDto>, Problem> {
    commande.executer(&db, &grant, async |tx, corps| Ok(Reponse::ok(app::inscrire(tx, *id, corps).await?))).await
}
