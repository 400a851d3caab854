//! `GET /v1/pieces/{id}/contenu`.

use actix_web::{
    HttpResponse, get,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::SituationLire};
use kernel::PieceId;
use problem::Problem;
use runtime::Journal;
use store::Db;

use crate::{app, fichiers::Fichiers};

/// Ouvrir le fichier d'une pièce
///
/// Toujours un téléchargement. Un fichier en quarantaine ne s'ouvre pas.
#[utoipa::path(
    operation_id = "piece_open",
    tag = "participants",
    params(("id" = PieceId, Path, description = "La pièce")),
    security(("jeton" = [])),
    extensions(("x-permission" = json!(SituationLire::NOM))),
    responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream"))
)]
#[get("/v1/pieces/{id}/contenu")]
pub(crate) async fn handler(
    grant: Grant<SituationLire>,
    id: Path<PieceId>,
    db: Data<Db>,
    fichiers: Data<Fichiers>,
    journal: Data<Journal>,
) -> Result<HttpResponse, Problem> {
    let (participant, cle, contenu) = db.read(&grant, async |tx| app::pieces::contenu(tx, *id).await).await?;
    journal.lecture(&grant, "piece_open", Some(participant)).await;
    fichiers.servir(&cle, &contenu, &format!("piece-{id}")).await
}
