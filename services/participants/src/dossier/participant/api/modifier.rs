//! `PATCH /v1/participants/{id}`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::ParticipantGerer};
use kernel::ParticipantId;
use participants_api::{NouveauParticipant, ParticipantDto};
use problem::Problem;
use runtime::http::{Commande, Reponse, SiVersion, operation};
use store::Db;

use crate::dossier::participant::app;

/// Corriger le dossier d'une personne
///
/// Remplace l'identité et les coordonnées. Refusé si quelqu'un a modifié le dossier depuis la lecture.
#[operation(patch "/v1/participants/{id}")]
pub(crate) async fn participant_update(
    grant: Grant<ParticipantGerer>,
    id: Path<ParticipantId>,
    version: SiVersion,
    db: Data<Db>,
    commande: Commande<NouveauParticipant>,
) -> Result<Reponse<ParticipantDto>, Problem> {
    commande
        .executer(&db, &grant, async |tx, personne| {
            let participant = app::modifier(tx, *id, version.0, personne).await?;
            let version = participant.version;
            Ok(Reponse::ok(ParticipantDto::from(participant)).version(version))
        })
        .await
}
