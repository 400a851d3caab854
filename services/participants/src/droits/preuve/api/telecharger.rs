//! `GET /v1/pieces/{id}/preuve`.

use actix_web::web::{Data, Path};
use auth::permission::PreuveLire;
use kernel::PieceId;
use problem::Problem;
use runtime::{
    Lecture,
    http::{Fichier, Piece, operation},
};

use crate::{droits::preuve::app, fichiers::Fichiers};

/// Ouvrir la preuve d’une sortie déclarée au financeur
///
/// Le fichier d’une pièce d’un type qui prouve une sortie, de qui participe à une opération ; aucune autre pièce.
/// Toujours un téléchargement.
#[operation(get "/v1/pieces/{id}/preuve", tag = "participants", refuses(FichierEnQuarantaine))]
pub(crate) async fn piece_prove(
    lecture: Lecture<PreuveLire>,
    id: Path<PieceId>,
    fichiers: Data<Fichiers>,
) -> Result<Fichier<Piece>, Problem> {
    let found = lecture.lire(async |tx| app::telecharger(tx, *id).await).await?;
    let (emplacement, contenu) = found.contenu;
    fichiers.servir(&emplacement, &contenu, &format!("piece-{id}")).await
}
