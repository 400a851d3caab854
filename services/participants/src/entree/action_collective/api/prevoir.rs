//! `POST /v1/actions-collectives`.

use actix_web::web::Data;
use auth::{Grant, permission::CandidatureAffecter};
use participants_api::{ActionCollectiveDto, NouvelleActionCollective};
use problem::Problem;
use runtime::http::{Commande, Cree, operation};
use store::Db;

use crate::entree::action_collective::app;

/// Prévoir une action collective
#[operation(post "/v1/actions-collectives", tag = "candidatures")]
pub(crate) async fn action_collective_create(
    grant: Grant<CandidatureAffecter>,
    db: Data<Db>,
    commande: Commande<NouvelleActionCollective>,
) -> Result<Cree<ActionCollectiveDto>, Problem> {
    commande
        .executer(&db, &grant, async |tx, nouvelle| {
            let done = app::prevoir(tx, nouvelle).await?;
            Ok(Cree::a(format!("/v1/actions-collectives/{}", done.id), done))
        })
        .await
}
