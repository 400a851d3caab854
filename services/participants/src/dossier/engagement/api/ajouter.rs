//! `POST /v1/participants/{id}/engagements`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::SituationGerer};
use kernel::ParticipantId;
use participants_api::{EngagementDto, EngagementEcrit};
use problem::Problem;
use runtime::http::{Commande, Cree, operation};
use store::Db;

use crate::dossier::engagement::app;

/// Ajouter un contrat d'engagement de l'article L5411-6
///
/// Signé avec l’organisme référent, et non avec le PLIE : ni référent, ni statut, ni date en commun avec le contrat du PLIE.
#[operation(post "/v1/participants/{id}/engagements", refuses(TransitionInterdite))]
pub(crate) async fn engagement_create(
    grant: Grant<SituationGerer>,
    id: Path<ParticipantId>,
    db: Data<Db>,
    commande: Commande<EngagementEcrit>,
) -> Result<Cree<EngagementDto>, Problem> {
    commande
        .executer(&db, &grant, async |tx, ecrit| {
            let one = app::ajouter(tx, *id, ecrit).await?;
            Ok(Cree::a(format!("/v1/engagements/{}", one.id), one))
        })
        .await
}
