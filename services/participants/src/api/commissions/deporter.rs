//! `POST /v1/commissions/{id}/deports`.

use actix_web::{
    HttpResponse, post,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::CommissionGerer};
use kernel::CommissionId;
use participants_api::{CommissionDto, Deport};
use problem::Problem;
use runtime::http::{Commande, Reponse};
use store::Db;

use crate::app;

/// Noter le déport d'un membre
///
/// Le membre ne compte pas dans le quorum de ce dossier.
#[utoipa::path(
    operation_id = "commission_recuse",
    tag = "commissions",
    params(("id" = CommissionId, Path, description = "La commission")),
    request_body = Deport,
    security(("jeton" = [])),
    extensions(("x-permission" = json!(CommissionGerer::NOM))),
    responses((status = 200, body = CommissionDto))
)]
#[post("/v1/commissions/{id}/deports")]
pub(crate) async fn handler(
    grant: Grant<CommissionGerer>,
    id: Path<CommissionId>,
    db: Data<Db>,
    commande: Commande<Deport>,
) -> Result<HttpResponse, Problem> {
    commande
        .executer(&db, &grant, async |tx, corps| {
            let done = app::commissions::deporter(tx, *id, corps).await?;
            Ok(Reponse::ok(done))
        })
        .await
}
