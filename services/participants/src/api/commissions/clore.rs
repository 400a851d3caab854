//! `POST /v1/commissions/{id}/cloture`.

use actix_web::{
    HttpResponse, post,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::CommissionGerer};
use kernel::Id;
use participants_api::{Cloture, Commission, CommissionDto};
use problem::Problem;
use runtime::http::{Commande, Reponse};
use store::Db;

use crate::app;

/// Clore une commission
///
/// Les décisions prennent effet et les dates d’entrée sont calculées ; rien ne change plus ensuite.
#[utoipa::path(
    operation_id = "commission_close",
    tag = "commissions",
    params(("id" = Uuid, Path, description = "La commission")),
    request_body = Cloture,
    security(("jeton" = [])),
    extensions(("x-permission" = json!(CommissionGerer::NOM))),
    responses((status = 200, body = CommissionDto), (status = 409, description = "transition-interdite, quorum-non-atteint"))
)]
#[post("/v1/commissions/{id}/cloture")]
pub(crate) async fn handler(
    grant: Grant<CommissionGerer>,
    id: Path<Id<Commission>>,
    db: Data<Db>,
    commande: Commande<Cloture>,
) -> Result<HttpResponse, Problem> {
    commande
        .executer(&db, &grant, async |tx, corps| Ok(Reponse::ok(app::commissions::clore(tx, *id, corps).await?)))
        .await
}
