//! `POST /v1/operations/{id}/agents`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::OperationGerer};
use fse_api::{CoutAgent, OperationDto};
use kernel::OperationId;
use problem::Problem;
use runtime::http::{Commande, Reponse, operation};
use store::Db;

use crate::operations::agent::app;

/// Fixer le coût d'un agent sur une opération
///
/// Il vaut à partir d'un jour : les heures certifiées des jours précédents gardent le leur. Refusé au-dessus du
/// plafond du référentiel, qui borne aussi ce qui est demandé.
#[operation(post "/v1/operations/{id}/agents", refuses(PlafondDepasse))]
pub(crate) async fn operation_agent_set(
    grant: Grant<OperationGerer>,
    id: Path<OperationId>,
    db: Data<Db>,
    commande: Commande<CoutAgent>,
) -> Result<Reponse<OperationDto>, Problem> {
    commande.executer(&db, &grant, async |tx, cout| Ok(Reponse::ok(app::affecter(tx, *id, cout).await?))).await
}
