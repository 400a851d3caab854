//! `GET /v1/commissions/{id}/demandes`.

use actix_web::web::Path;
use auth::permission::CommissionGerer;
use kernel::CommissionId;
use participants_api::DemandePresentable;
use problem::Problem;
use runtime::{
    Lecture,
    http::{Reponse, operation},
};

use crate::instances::demande::app;

/// Proposer les demandes à présenter
///
/// Celles qui relèvent de l’instance qui siège : les demandes ajournées d’abord, puis les plus anciennes.
#[operation(get "/v1/commissions/{id}/demandes")]
pub(crate) async fn demande_propose(
    lecture: Lecture<CommissionGerer>,
    id: Path<CommissionId>,
) -> Result<Reponse<Vec<DemandePresentable>>, Problem> {
    let found = lecture.lire(async |tx| app::proposer(tx, *id).await).await?;
    Ok(Reponse::ok(found.contenu))
}
