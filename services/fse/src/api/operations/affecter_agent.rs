//! `POST /v1/operations/{id}/agents`.

use actix_web::{
    HttpResponse, post,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::OperationGerer};
use fse_api::{CoutAgent, OperationDto};
use kernel::OperationId;
use problem::Problem;
use runtime::http::{Commande, Reponse};
use store::Db;

use crate::app;

/// Fixer le coût d'un agent sur une opération
///
/// Refusé au-dessus du plafond du référentiel.
#[utoipa::path(
    operation_id = "operation_agent_set",
    tag = "operations",
    params(("id" = OperationId, Path, description = "L'opération")),
    request_body = CoutAgent,
    security(("jeton" = [])),
    extensions(("x-permission" = json!(OperationGerer::NOM))),
    responses((status = 200, body = OperationDto))
)]
#[post("/v1/operations/{id}/agents")]
pub(crate) async fn handler(
    grant: Grant<OperationGerer>,
    id: Path<OperationId>,
    db: Data<Db>,
    commande: Commande<CoutAgent>,
) -> Result<HttpResponse, Problem> {
    commande
        .executer(&db, &grant, async |tx, cout| Ok(Reponse::ok(app::operations::affecter_agent(tx, *id, cout).await?)))
        .await
}
