//! `GET /v1/commissions/{id}/proposition`.

use actix_web::web::Path;
use auth::permission::CommissionGerer;
use kernel::CommissionId;
use participants_api::Presentable;
use problem::Problem;
use runtime::{
    Lecture,
    http::{Reponse, operation},
};

use crate::instances::commission::app;

/// Proposer l'ordre du jour
///
/// Les dossiers ajournés d'abord, puis les dossiers diagnostiqués ; pour les autres, ce qui manque.
#[operation(get "/v1/commissions/{id}/proposition")]
pub(crate) async fn commission_propose(
    lecture: Lecture<CommissionGerer>,
    id: Path<CommissionId>,
) -> Result<Reponse<Vec<Presentable>>, Problem> {
    let found = lecture.lire(async |tx| app::proposer(tx, *id).await).await?;
    Ok(Reponse::ok(found.contenu))
}
