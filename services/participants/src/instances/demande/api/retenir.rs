//! `POST /v1/actions-collectives/{id}/retenus`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::CandidatureAffecter};
use kernel::ActionCollectiveId;
use participants_api::{ActionCollectiveDto, NouveauRetenu};
use problem::Problem;
use runtime::http::{Commande, Cree, operation};
use store::Db;

use crate::instances::demande::office;

/// Retenir une personne pour une action collective
///
/// Là où le référentiel l’admet, elle entre au PLIE au jour de l’action ; la prochaine commission en prend acte, et l’a à son
/// ordre du jour d’elle-même. Ce qui manque au dossier reste dû.
#[operation(post "/v1/actions-collectives/{id}/retenus", tag = "candidatures")]
pub(crate) async fn action_collective_retain(
    grant: Grant<CandidatureAffecter>,
    id: Path<ActionCollectiveId>,
    db: Data<Db>,
    commande: Commande<NouveauRetenu>,
) -> Result<Cree<ActionCollectiveDto>, Problem> {
    commande
        .executer(&db, &grant, async |tx, corps| {
            let done = office::retenir(tx, *id, corps).await?;
            Ok(Cree::a(format!("/v1/actions-collectives/{id}"), done))
        })
        .await
}
