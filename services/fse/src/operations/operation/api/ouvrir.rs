//! `POST /v1/operations`.

use actix_web::web::Data;
use auth::{Grant, permission::OperationGerer};
use fse_api::{NouvelleOperation, OperationDto};
use problem::Problem;
use runtime::http::{Commande, Cree, operation};
use store::Db;

use crate::operations::operation::app;

/// Ouvrir une opération
#[operation(post "/v1/operations", refuses(Conflit))]
pub(crate) async fn operation_create(
    grant: Grant<OperationGerer>,
    db: Data<Db>,
    commande: Commande<NouvelleOperation>,
) -> Result<Cree<OperationDto>, Problem> {
    commande
        .executer(&db, &grant, async |tx, nouvelle| {
            let operation = app::ouvrir(tx, nouvelle).await?;
            Ok(Cree::a(format!("/v1/operations/{}", operation.id), operation))
        })
        .await
}
