//! `GET /v1/commissions/{id}/proposition`.

use actix_web::{get, web::Path};
use auth::{Droit, permission::CommissionGerer};
use kernel::CommissionId;
use participants_api::Presentable;
use problem::Problem;
use runtime::{Lecture, http::Reponse};

use crate::app;

/// Proposer l'ordre du jour
///
/// Les dossiers ajournés d'abord, puis les dossiers diagnostiqués ; pour les autres, ce qui manque.
#[utoipa::path(
    operation_id = "commission_propose",
    tag = "commissions",
    params(("id" = CommissionId, Path, description = "La commission")),
    security(("jeton" = [])),
    extensions(("x-permission" = json!(CommissionGerer::NOM))),
    responses((status = 200, body = Vec<Presentable>))
)]
#[get("/v1/commissions/{id}/proposition", name = "commission_propose")]
pub(crate) async fn handler(
    lecture: Lecture<CommissionGerer>,
    id: Path<CommissionId>,
) -> Result<Reponse<Vec<Presentable>>, Problem> {
    let found = lecture.lire(async |tx| app::commissions::proposer(tx, *id).await).await?;
    Ok(Reponse::ok(found.contenu))
}
