//! `GET /v1/contrats/{id}`.

use actix_web::{get, web::Path};
use auth::{Droit, permission::ContratLire};
use kernel::ContratId;
use participants_api::ContratDto;
use problem::Problem;
use runtime::{Lecture, http::Reponse};

use crate::app;

/// Lire un contrat d'engagement
#[utoipa::path(
    operation_id = "contrat_view",
    tag = "contrats",
    params(("id" = ContratId, Path, description = "Le contrat")),
    security(("jeton" = [])),
    extensions(("x-permission" = json!(ContratLire::NOM))),
    responses((status = 200, body = ContratDto))
)]
#[get("/v1/contrats/{id}", name = "contrat_view")]
pub(crate) async fn handler(
    lecture: Lecture<ContratLire>,
    id: Path<ContratId>,
) -> Result<Reponse<ContratDto>, Problem> {
    let found = lecture.lire(async |tx| app::contrats::voir(tx, *id).await).await?;
    Ok(Reponse::ok(found))
}
