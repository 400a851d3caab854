//! `POST /v1/participants/{id}/obligations`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::ObligationPoser};
use kernel::ParticipantId;
use participants_api::{ConservationDto, Obligation};
use problem::Problem;
use runtime::http::{Commande, Cree, operation};
use store::Db;

use crate::droits::conservation;

/// Poser une obligation de conservation
///
/// Ce qu'un financeur oblige à conserver : l'effacement et l'anonymisation attendent ce jour.
#[operation(post "/v1/participants/{id}/obligations", tag = "droits")]
pub(crate) async fn obligation_create(
    grant: Grant<ObligationPoser>,
    id: Path<ParticipantId>,
    db: Data<Db>,
    commande: Commande<Obligation>,
) -> Result<Cree<ConservationDto>, Problem> {
    commande
        .executer(&db, &grant, async |tx, corps| {
            let done = conservation::app::duree::obliger(tx, *id, corps).await?;
            Ok(Cree::a(format!("/v1/participants/{id}/conservation"), done))
        })
        .await
}
