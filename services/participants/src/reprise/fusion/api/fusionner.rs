//! `POST /v1/participants/{id}/fusion`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::ParticipantFusionner};
use kernel::ParticipantId;
use participants_api::{FusionDto, NouvelleFusion};
use problem::Problem;
use runtime::http::{Commande, Cree, operation};
use store::Db;

use crate::reprise::fusion::app;

/// Fusionner deux dossiers d'une même personne
///
/// Ce que porte le dossier absorbé est déplacé, preuves comprises, et peut revenir.
#[operation(post "/v1/participants/{id}/fusion")]
pub(crate) async fn participant_merge(
    grant: Grant<ParticipantFusionner>,
    id: Path<ParticipantId>,
    db: Data<Db>,
    commande: Commande<NouvelleFusion>,
) -> Result<Cree<FusionDto>, Problem> {
    commande
        .executer(&db, &grant, async |tx, corps| {
            let done = app::fusionner(tx, *id, corps).await?;
            Ok(Cree::a(format!("/v1/participants/{id}"), done))
        })
        .await
}
