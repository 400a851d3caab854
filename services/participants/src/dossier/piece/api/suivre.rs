//! `POST /v1/pieces/{id}/etat`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::SituationGerer};
use kernel::PieceId;
use participants_api::{PieceDto, SuitePiece};
use problem::Problem;
use runtime::http::{Commande, Reponse, operation};
use store::Db;

use crate::dossier::piece::app;

/// Faire avancer une pièce
///
/// Reçue, acceptée, retournée avec son motif, demandée sans être obtenue, sans objet. Chaque étape est gardée.
#[operation(post "/v1/pieces/{id}/etat", tag = "participants")]
pub(crate) async fn piece_follow(
    grant: Grant<SituationGerer>,
    id: Path<PieceId>,
    db: Data<Db>,
    commande: Commande<SuitePiece>,
) -> Result<Reponse<PieceDto>, Problem> {
    commande
        .executer(&db, &grant, async |tx, corps| {
            let done = app::suivre(tx, *id, corps).await?;
            Ok(Reponse::ok(done))
        })
        .await
}
