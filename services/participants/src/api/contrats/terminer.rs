//! `POST /v1/contrats/{id}/fin`.

use actix_web::{
    HttpResponse, post,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::ContratGerer};
use kernel::ContratId;
use participants_api::{ContratDto, FinContrat};
use problem::Problem;
use runtime::http::{Commande, Reponse};
use store::Db;

use crate::app;

/// Mettre fin à un contrat
#[utoipa::path(
    operation_id = "contrat_end",
    tag = "contrats",
    params(("id" = ContratId, Path, description = "Le contrat")),
    request_body = FinContrat,
    security(("jeton" = [])),
    extensions(("x-permission" = json!(ContratGerer::NOM))),
    responses((status = 200, body = ContratDto))
)]
#[post("/v1/contrats/{id}/fin")]
pub(crate) async fn handler(
    grant: Grant<ContratGerer>,
    id: Path<ContratId>,
    db: Data<Db>,
    commande: Commande<FinContrat>,
) -> Result<HttpResponse, Problem> {
    commande
        .executer(&db, &grant, async |tx, corps| {
            let done = app::contrats::terminer(tx, *id, corps).await?;
            Ok(Reponse::ok(done))
        })
        .await
}
