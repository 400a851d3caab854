//! `POST /v1/commissions/{id}/convocations`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::CommissionGerer};
use kernel::CommissionId;
use participants_api::DocumentDto;
use problem::Problem;
use runtime::http::{Commande, Cree, Vide, operation};
use store::Db;

use crate::instances::document;

/// Produire les convocations
#[operation(post "/v1/commissions/{id}/convocations")]
pub(crate) async fn commission_convene(
    grant: Grant<CommissionGerer>,
    id: Path<CommissionId>,
    db: Data<Db>,
    commande: Commande<Vide>,
) -> Result<Cree<Vec<DocumentDto>>, Problem> {
    commande
        .executer(&db, &grant, async |tx, _corps| {
            let done = document::app::convoquer(tx, *id).await?;
            Ok(Cree::a(format!("/v1/commissions/{id}/documents"), done))
        })
        .await
}
