//! `POST /v1/contrats/{id}/renouvellement`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::ContratGerer};
use kernel::ContratId;
use participants_api::{ContratDto, Renouvellement};
use problem::Problem;
use runtime::http::{Commande, Cree, operation};
use store::Db;

use crate::entree::contrat::app;

/// Renouveler un contrat
#[operation(post "/v1/contrats/{id}/renouvellement")]
pub(crate) async fn contrat_renew(
    grant: Grant<ContratGerer>,
    id: Path<ContratId>,
    db: Data<Db>,
    commande: Commande<Renouvellement>,
) -> Result<Cree<ContratDto>, Problem> {
    commande
        .executer(&db, &grant, async |tx, corps| {
            let done = app::renouveler(tx, *id, corps).await?;
            Ok(Cree::a(format!("/v1/contrats/{}", done.id), done))
        })
        .await
}
