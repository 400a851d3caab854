//! `POST /v1/participants/{id}/fusion`.

use actix_web::{
    HttpResponse, post,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::ParticipantFusionner};
use kernel::ParticipantId;
use participants_api::{FusionDto, NouvelleFusion};
use problem::Problem;
use runtime::http::{Commande, Reponse};
use store::Db;

use crate::app;

/// Fusionner deux dossiers d'une même personne
///
/// Ce que porte le dossier absorbé est déplacé, preuves comprises, et peut revenir.
#[utoipa::path(
    operation_id = "participant_merge",
    tag = "participants",
    params(("id" = ParticipantId, Path, description = "Le participant")),
    request_body = NouvelleFusion,
    security(("jeton" = [])),
    extensions(("x-permission" = json!(ParticipantFusionner::NOM))),
    responses((status = 201, body = FusionDto))
)]
#[post("/v1/participants/{id}/fusion")]
pub(crate) async fn handler(
    grant: Grant<ParticipantFusionner>,
    id: Path<ParticipantId>,
    db: Data<Db>,
    commande: Commande<NouvelleFusion>,
) -> Result<HttpResponse, Problem> {
    commande
        .executer(&db, &grant, async |tx, corps| {
            let done = app::recherche::fusionner(tx, *id, corps).await?;
            Ok(Reponse::cree(format!("/v1/participants/{id}"), done))
        })
        .await
}
