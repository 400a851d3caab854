//! `POST /v1/participants/{id}/pieces`.

use actix_web::{
    HttpResponse, post,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::SituationGerer};
use kernel::ParticipantId;
use participants_api::{NouvellePiece, PieceDto};
use problem::Problem;
use runtime::http::{Commande, Reponse};
use store::Db;

use crate::app;

/// Demander ou enregistrer une pièce
#[utoipa::path(
    operation_id = "piece_create",
    tag = "participants",
    params(("id" = ParticipantId, Path, description = "Le participant")),
    request_body = NouvellePiece,
    security(("jeton" = [])),
    extensions(("x-permission" = json!(SituationGerer::NOM))),
    responses((status = 201, body = PieceDto))
)]
#[post("/v1/participants/{id}/pieces")]
pub(crate) async fn handler(
    grant: Grant<SituationGerer>,
    id: Path<ParticipantId>,
    db: Data<Db>,
    commande: Commande<NouvellePiece>,
) -> Result<HttpResponse, Problem> {
    commande
        .executer(&db, &grant, async |tx, corps| {
            let done = app::pieces::ajouter(tx, *id, corps).await?;
            Ok(Reponse::cree(format!("/v1/pieces/{}", done.id), done))
        })
        .await
}
