//! `POST /v1/commissions/{id}/decisions`.

use actix_web::{
    HttpResponse, post,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::CommissionGerer};
use kernel::CommissionId;
use participants_api::{CommissionDto, NouvelleDecision};
use problem::Problem;
use runtime::http::{Commande, Reponse};
use store::Db;

use crate::app;

/// Enregistrer une décision
///
/// Elle prend effet à la clôture.
#[utoipa::path(
    operation_id = "commission_decide",
    tag = "commissions",
    params(("id" = CommissionId, Path, description = "La commission")),
    request_body = NouvelleDecision,
    security(("jeton" = [])),
    extensions(("x-permission" = json!(CommissionGerer::NOM))),
    responses((status = 200, body = CommissionDto), (status = 409, description = "transition-interdite"))
)]
#[post("/v1/commissions/{id}/decisions")]
pub(crate) async fn handler(
    grant: Grant<CommissionGerer>,
    id: Path<CommissionId>,
    db: Data<Db>,
    commande: Commande<NouvelleDecision>,
) -> Result<HttpResponse, Problem> {
    commande
        .executer(&db, &grant, async |tx, corps| Ok(Reponse::ok(app::commissions::decider(tx, *id, corps).await?)))
        .await
}
