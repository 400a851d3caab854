//! `POST /v1/participants`.

use actix_web::web::Data;
use auth::{Grant, permission::ParticipantGerer};
use participants_api::{NouveauParticipant, ParticipantDto};
use problem::Problem;
use runtime::http::{Commande, Cree, operation};
use store::Db;

use crate::dossier::participant::app;

/// Ouvrir le dossier d'une personne
#[operation(post "/v1/participants", versioned)]
pub(crate) async fn participant_create(
    grant: Grant<ParticipantGerer>,
    db: Data<Db>,
    commande: Commande<NouveauParticipant>,
) -> Result<Cree<ParticipantDto>, Problem> {
    commande
        .executer(&db, &grant, async |tx, personne| {
            let participant = ParticipantDto::from(app::ouvrir(tx, personne).await?);
            let version = participant.version;
            Ok(Cree::a(format!("/v1/participants/{}", participant.id), participant).version(version))
        })
        .await
}
