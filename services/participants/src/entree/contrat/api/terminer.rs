//! `POST /v1/contrats/{id}/fin`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::ContratGerer};
use kernel::ContratId;
use participants_api::{ContratDto, FinContrat};
use problem::Problem;
use runtime::http::{Commande, Reponse, operation};
use store::Db;

use crate::entree::contrat::app;

/// Mettre fin à un contrat
#[operation(post "/v1/contrats/{id}/fin")]
pub(crate) async fn contrat_end(
    grant: Grant<ContratGerer>,
    id: Path<ContratId>,
    db: Data<Db>,
    commande: Commande<FinContrat>,
) -> Result<Reponse<ContratDto>, Problem> {
    commande
        .executer(&db, &grant, async |tx, corps| {
            let done = app::terminer(tx, *id, corps).await?;
            Ok(Reponse::ok(done))
        })
        .await
}
