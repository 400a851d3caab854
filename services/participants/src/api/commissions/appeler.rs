//! `POST /v1/commissions/{id}/membres`.

use actix_web::{
    HttpResponse, post,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::CommissionGerer};
use kernel::CommissionId;
use participants_api::{CommissionDto, Membres};
use problem::Problem;
use runtime::http::{Commande, Reponse};
use store::Db;

use crate::app;

/// Appeler les membres d'une commission
#[utoipa::path(
    operation_id = "commission_members",
    tag = "commissions",
    params(("id" = CommissionId, Path, description = "La commission")),
    request_body = Membres,
    security(("jeton" = [])),
    extensions(("x-permission" = json!(CommissionGerer::NOM))),
    responses((status = 200, body = CommissionDto))
)]
#[post("/v1/commissions/{id}/membres")]
pub(crate) async fn handler(
    grant: Grant<CommissionGerer>,
    id: Path<CommissionId>,
    db: Data<Db>,
    commande: Commande<Membres>,
) -> Result<HttpResponse, Problem> {
    commande
        .executer(&db, &grant, async |tx, corps| {
            let done = app::commissions::appeler(tx, *id, corps).await?;
            Ok(Reponse::ok(done))
        })
        .await
}
