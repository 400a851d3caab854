//! `POST /v1/commissions/{id}/dossiers`.

use actix_web::{
    HttpResponse, post,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::CommissionGerer};
use kernel::CommissionId;
use participants_api::{CommissionDto, Inscription};
use problem::Problem;
use runtime::http::{Commande, Reponse};
use store::Db;

use crate::app;

/// Mettre une candidature à l'ordre du jour
#[utoipa::path(
    operation_id = "commission_enroll",
    tag = "commissions",
    params(("id" = CommissionId, Path, description = "La commission")),
    request_body = Inscription,
    security(("jeton" = [])),
    extensions(("x-permission" = json!(CommissionGerer::NOM))),
    responses((status = 200, body = CommissionDto), (status = 409, description = "transition-interdite"))
)]
#[post("/v1/commissions/{id}/dossiers")]
pub(crate) async fn handler(
    grant: Grant<CommissionGerer>,
    id: Path<CommissionId>,
    db: Data<Db>,
    commande: Commande<Inscription>,
) -> Result<HttpResponse, Problem> {
    commande
        .executer(&db, &grant, async |tx, corps| Ok(Reponse::ok(app::commissions::inscrire(tx, *id, corps).await?)))
        .await
}
