//! `GET /v1/commissions/{id}`.

use actix_web::{get, web::Path};
use auth::{Droit, permission::CommissionLire};
use kernel::CommissionId;
use participants_api::CommissionDto;
use problem::Problem;
use runtime::{Lecture, http::Reponse};

use crate::app;

/// Lire une commission et son ordre du jour
#[utoipa::path(
    operation_id = "commission_view",
    tag = "commissions",
    params(("id" = CommissionId, Path, description = "La commission")),
    security(("jeton" = [])),
    extensions(("x-permission" = json!(CommissionLire::NOM))),
    responses((status = 200, body = CommissionDto))
)]
#[get("/v1/commissions/{id}", name = "commission_view")]
pub(crate) async fn handler(
    lecture: Lecture<CommissionLire>,
    id: Path<CommissionId>,
) -> Result<Reponse<CommissionDto>, Problem> {
    let found = lecture.lire(async |tx| app::commissions::ouvrir(tx, *id).await).await?;
    Ok(Reponse::ok(found.contenu))
}
