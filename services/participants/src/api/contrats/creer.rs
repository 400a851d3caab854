//! `POST /v1/contrats`.

use actix_web::{HttpResponse, post, web::Data};
use auth::{Droit, Grant, permission::ContratGerer};
use participants_api::{ContratDto, NouveauContrat};
use problem::Problem;
use runtime::http::{Commande, Reponse};
use store::Db;

use crate::app;

/// Préparer un contrat d'engagement
#[utoipa::path(
    operation_id = "contrat_create",
    tag = "contrats",
    request_body = NouveauContrat,
    security(("jeton" = [])),
    extensions(("x-permission" = json!(ContratGerer::NOM))),
    responses((status = 201, body = ContratDto), (status = 409, description = "transition-interdite, conflit"))
)]
#[post("/v1/contrats")]
pub(crate) async fn handler(
    grant: Grant<ContratGerer>,
    db: Data<Db>,
    commande: Commande<NouveauContrat>,
) -> Result<HttpResponse, Problem> {
    commande
        .executer(&db, &grant, async |tx, nouveau| {
            let contrat = app::contrats::preparer(tx, nouveau).await?;
            Ok(Reponse::cree(format!("/v1/contrats/{}", contrat.id), contrat))
        })
        .await
}
