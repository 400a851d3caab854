//! `GET /v1/candidatures/{id}/contrats`.

use actix_web::{
    get,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::ContratLire};
use kernel::CandidatureId;
use participants_api::ContratDto;
use problem::Problem;
use runtime::{Journal, http::Reponse};
use store::Db;

use crate::app;

/// Lister les contrats d'engagement d'une candidature
///
/// Le premier, puis ses renouvellements.
#[utoipa::path(
    operation_id = "contrat_list",
    tag = "contrats",
    params(("id" = CandidatureId, Path, description = "La candidature")),
    security(("jeton" = [])),
    extensions(("x-permission" = json!(ContratLire::NOM))),
    responses((status = 200, body = Vec<ContratDto>))
)]
#[get("/v1/candidatures/{id}/contrats")]
pub(crate) async fn handler(
    grant: Grant<ContratLire>,
    id: Path<CandidatureId>,
    db: Data<Db>,
    journal: Data<Journal>,
) -> Result<Reponse<Vec<ContratDto>>, Problem> {
    let (participant, contrats) = db.read(&grant, async |tx| app::contrats::lister(tx, *id).await).await?;
    journal.lecture(&grant, "contrat_list", Some(participant)).await;
    Ok(Reponse::ok(contrats))
}
