//! `POST /v1/commissions/calendrier`.

use actix_web::{HttpResponse, post, web::Data};
use auth::{Droit, Grant, permission::CommissionGerer};
use participants_api::{Calendrier, CommissionDto};
use problem::Problem;
use runtime::http::{Commande, Reponse};
use store::Db;

use crate::app;

/// Planifier les commissions au rythme du référentiel
#[utoipa::path(
    operation_id = "commission_plan",
    tag = "commissions",
    request_body = Calendrier,
    security(("jeton" = [])),
    extensions(("x-permission" = json!(CommissionGerer::NOM))),
    responses((status = 201, body = Vec<CommissionDto>))
)]
#[post("/v1/commissions/calendrier")]
pub(crate) async fn handler(
    grant: Grant<CommissionGerer>,
    db: Data<Db>,
    commande: Commande<Calendrier>,
) -> Result<HttpResponse, Problem> {
    commande
        .executer(&db, &grant, async |tx, corps| {
            let done = app::commissions::planifier(tx, corps).await?;
            Ok(Reponse::cree("/v1/commissions", done))
        })
        .await
}
