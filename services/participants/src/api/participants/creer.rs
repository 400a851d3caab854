//! `POST /v1/participants`.

use actix_web::{HttpResponse, post, web::Data};
use auth::{Droit, Grant, permission::ParticipantGerer};
use participants_api::{NouveauParticipant, ParticipantDto};
use problem::Problem;
use runtime::http::{Commande, Reponse};
use store::Db;

use crate::app;

/// Ouvrir le dossier d'une personne
#[utoipa::path(
    operation_id = "participant_create",
    tag = "participants",
    request_body = NouveauParticipant,
    security(("jeton" = [])),
    extensions(("x-permission" = json!(ParticipantGerer::NOM))),
    responses((status = 201, body = ParticipantDto))
)]
#[post("/v1/participants")]
pub(crate) async fn handler(
    grant: Grant<ParticipantGerer>,
    db: Data<Db>,
    commande: Commande<NouveauParticipant>,
) -> Result<HttpResponse, Problem> {
    commande
        .executer(&db, &grant, async |tx, personne| {
            let participant = ParticipantDto::from(app::participants::ouvrir(tx, personne).await?);
            let version = participant.version;
            Ok(Reponse::cree(format!("/v1/participants/{}", participant.id), participant).version(version))
        })
        .await
}
