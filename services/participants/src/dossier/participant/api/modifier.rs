//! `PATCH /v1/participants/{id}`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::ParticipantGerer};
use kernel::ParticipantId;
use participants_api::{NouveauParticipant, ParticipantDto};
use problem::Problem;
use runtime::http::{Commande, Reponse, Retouche, SiVersion, operation};
use store::Db;

use crate::dossier::participant::app;

/// Corriger le dossier d'une personne
///
/// Ce qui n'est pas nommé reste, ce qui est nul s'efface (RFC 7396). Refusé si quelqu'un a modifié le dossier depuis
/// la lecture.
#[operation(patch "/v1/participants/{id}", versioned)]
pub(crate) async fn participant_update(
    grant: Grant<ParticipantGerer>,
    id: Path<ParticipantId>,
    version: SiVersion,
    db: Data<Db>,
    commande: Commande<Retouche<NouveauParticipant>>,
) -> Result<Reponse<ParticipantDto>, Problem> {
    commande
        .executer(&db, &grant, async |tx, retouche| {
            let participant = app::modifier(tx, *id, &version.0, retouche).await?;
            let version = participant.version;
            Ok(Reponse::ok(ParticipantDto::from(participant)).version(version))
        })
        .await
}
