//! `PATCH /v1/participants/{id}`.

use actix_web::{
    HttpResponse, patch,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::ParticipantGerer};
use kernel::ParticipantId;
use participants_api::{NouveauParticipant, ParticipantDto};
use problem::Problem;
use runtime::http::{Commande, Reponse, SiVersion};
use store::Db;

use crate::app;

/// Corriger le dossier d'une personne
///
/// Remplace l'identité et les coordonnées. Refusé si quelqu'un a modifié le dossier depuis la lecture.
#[utoipa::path(
    operation_id = "participant_update",
    tag = "participants",
    params(("id" = ParticipantId, Path, description = "Le participant")),
    request_body = NouveauParticipant,
    security(("jeton" = [])),
    extensions(("x-permission" = json!(ParticipantGerer::NOM))),
    responses((status = 200, body = ParticipantDto))
)]
#[patch("/v1/participants/{id}")]
pub(crate) async fn handler(
    grant: Grant<ParticipantGerer>,
    id: Path<ParticipantId>,
    version: SiVersion,
    db: Data<Db>,
    commande: Commande<NouveauParticipant>,
) -> Result<HttpResponse, Problem> {
    commande
        .executer(&db, &grant, async |tx, personne| {
            let participant = app::participants::modifier(tx, *id, version.0, personne).await?;
            let version = participant.version;
            Ok(Reponse::ok(ParticipantDto::from(participant)).version(version))
        })
        .await
}
