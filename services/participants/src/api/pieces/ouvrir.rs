//! `GET /v1/pieces/{id}/contenu`.

use actix_web::{
    HttpResponse, get,
    web::{Data, Path},
};
use auth::{Droit, permission::SituationLire};
use kernel::PieceId;
use problem::Problem;
use runtime::Lecture;

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
#[get("/v1/pieces/{id}/contenu", name = "piece_open")]
pub(crate) async fn handler(
    lecture: Lecture<SituationLire>,
    id: Path<PieceId>,
    fichiers: Data<Fichiers>,
) -> Result<HttpResponse, Problem> {
    let found = lecture.lire(async |tx| app::pieces::contenu(tx, *id).await).await?;
    let (cle, contenu) = found.contenu;
    fichiers.servir(&cle, &contenu, &format!("piece-{id}")).await
}
