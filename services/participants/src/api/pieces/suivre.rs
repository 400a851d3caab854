//! `POST /v1/pieces/{id}/etat`.

use actix_web::{
    HttpResponse, post,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::SituationGerer};
use kernel::PieceId;
use participants_api::{PieceDto, SuitePiece};
use problem::Problem;
use runtime::http::{Commande, Reponse};
use store::Db;

use crate::app;

/// Faire avancer une pièce
///
/// Reçue, acceptée, retournée avec son motif, demandée sans être obtenue, sans objet. Chaque étape est gardée.
#[utoipa::path(
    operation_id = "piece_follow",
    tag = "participants",
    params(("id" = PieceId, Path, description = "La pièce")),
    request_body = SuitePiece,
    security(("jeton" = [])),
    extensions(("x-permission" = json!(SituationGerer::NOM))),
    responses((status = 200, body = PieceDto))
)]
#[post("/v1/pieces/{id}/etat")]
pub(crate) async fn handler(
    grant: Grant<SituationGerer>,
    id: Path<PieceId>,
    db: Data<Db>,
    commande: Commande<SuitePiece>,
) -> Result<HttpResponse, Problem> {
    commande
        .executer(&db, &grant, async |tx, corps| {
            let done = app::pieces::suivre(tx, *id, corps).await?;
            Ok(Reponse::ok(done))
        })
        .await
}
