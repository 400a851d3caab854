//! `POST /v1/participants/{id}/pieces`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::SituationGerer};
use kernel::ParticipantId;
use participants_api::{NouvellePiece, PieceDto};
use problem::Problem;
use runtime::http::{Commande, Cree, operation};
use store::Db;

use crate::dossier::piece::app;

/// Demander ou enregistrer une pièce
#[operation(post "/v1/participants/{id}/pieces")]
pub(crate) async fn piece_create(
    grant: Grant<SituationGerer>,
    id: Path<ParticipantId>,
    db: Data<Db>,
    commande: Commande<NouvellePiece>,
) -> Result<Cree<PieceDto>, Problem> {
    commande
        .executer(&db, &grant, async |tx, corps| {
            let done = app::ajouter(tx, *id, corps).await?;
            Ok(Cree::a(format!("/v1/pieces/{}", done.id), done))
        })
        .await
}
