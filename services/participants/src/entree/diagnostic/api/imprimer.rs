//! `GET /v1/candidatures/{id}/diagnostic/grille`.

use ::pages::reference;
use actix_web::web::Path;
use auth::permission::DiagnosticLire;
use kernel::CandidatureId;
use participants_api::Grille;
use problem::Problem;
use runtime::{
    Lecture,
    http::{Fichier, Filtre, Pdf, operation},
};

use crate::entree::diagnostic::app;

/// Imprimer la grille du diagnostic
///
/// En PDF, à joindre au contrat ; `partage` ne garde que ce que la personne accepte de partager.
#[operation(get "/v1/candidatures/{id}/diagnostic/grille")]
pub(crate) async fn diagnostic_print(
    lecture: Lecture<DiagnosticLire>,
    id: Path<CandidatureId>,
    Filtre(filtre): Filtre<Grille>,
) -> Result<Fichier<Pdf>, Problem> {
    let found = lecture.lire(async |tx| app::grille(tx, *id, filtre).await).await?;
    found.contenu.repondre(&format!("diagnostic-{}", reference(*id))).await
}
