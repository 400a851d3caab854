//! `POST /v1/commissions`.

use actix_web::{HttpResponse, post, web::Data};
use auth::{Droit, Grant, permission::CommissionGerer};
use participants_api::{CommissionDto, NouvelleCommission};
use problem::Problem;
use runtime::http::{Commande, Reponse};
use store::Db;

use crate::app;

/// Préparer une commission
#[utoipa::path(
    operation_id = "commission_create",
    tag = "commissions",
    request_body = NouvelleCommission,
    security(("jeton" = [])),
    extensions(("x-permission" = json!(CommissionGerer::NOM))),
    responses((status = 201, body = CommissionDto))
)]
#[post("/v1/commissions")]
pub(crate) async fn handler(
    grant: Grant<CommissionGerer>,
    db: Data<Db>,
    commande: Commande<NouvelleCommission>,
) -> Result<HttpResponse, Problem> {
    commande
        .executer(&db, &grant, async |tx, nouvelle| {
            let commission = app::commissions::prevoir(tx, nouvelle).await?;
            Ok(Reponse::cree(format!("/v1/commissions/{}", commission.id), commission))
        })
        .await
}
