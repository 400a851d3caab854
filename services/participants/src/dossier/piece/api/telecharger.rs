//! `GET /v1/pieces/{id}/contenu`.

use actix_web::web::{Data, Path};
use auth::permission::SituationLire;
use kernel::PieceId;
use problem::Problem;
use runtime::{
    Lecture,
    http::{Fichier, Piece, operation},
};

use crate::{dossier::piece::app, fichiers::Fichiers};

/// Ouvrir le fichier d'une pièce
///
/// Toujours un téléchargement. Un fichier en quarantaine ne s'ouvre pas.
#[operation(get "/v1/pieces/{id}/contenu", tag = "participants", refuses(FichierEnQuarantaine))]
pub(crate) async fn piece_open(
    lecture: Lecture<SituationLire>,
    id: Path<PieceId>,
    fichiers: Data<Fichiers>,
) -> Result<Fichier<Piece>, Problem> {
    let found = lecture.lire(async |tx| app::telecharger(tx, *id).await).await?;
    let (emplacement, contenu) = found.contenu;
    fichiers.servir(&emplacement, &contenu, &format!("piece-{id}")).await
}
