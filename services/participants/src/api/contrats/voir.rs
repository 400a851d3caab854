//! `GET /v1/contrats/{id}`.

use actix_web::{
    get,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::ContratLire};
use kernel::ContratId;
use participants_api::ContratDto;
use problem::Problem;
use runtime::{Journal, http::Reponse};
use store::Db;

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
#[get("/v1/contrats/{id}")]
pub(crate) async fn handler(
    grant: Grant<ContratLire>,
    id: Path<ContratId>,
    db: Data<Db>,
    journal: Data<Journal>,
) -> Result<Reponse<ContratDto>, Problem> {
    let contrat = db.read(&grant, async |tx| app::contrats::voir(tx, *id).await).await?;
    journal.lecture(&grant, "contrat_view", Some(contrat.participant)).await;
    Ok(Reponse::ok(contrat))
}
