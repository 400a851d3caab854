//! `GET /v1/candidatures/{id}/diagnostic/grille`.

use actix_web::{HttpResponse, get, web::Path};
use auth::{Droit, permission::DiagnosticLire};
use kernel::CandidatureId;
use participants_api::Grille;
use problem::Problem;
use runtime::{Lecture, http::Filtre};

use crate::{app, pages};

/// Imprimer la grille du diagnostic
///
/// En PDF, à joindre au contrat ; `partage` ne garde que ce que la personne accepte de partager.
#[utoipa::path(
    operation_id = "diagnostic_print",
    tag = "candidatures",
    params(("id" = CandidatureId, Path, description = "La candidature"), Grille),
    security(("jeton" = [])),
    extensions(("x-permission" = json!(DiagnosticLire::NOM))),
    responses((status = 200, body = Vec<u8>, content_type = "application/pdf"))
)]
#[get("/v1/candidatures/{id}/diagnostic/grille", name = "diagnostic_print")]
pub(crate) async fn handler(
    lecture: Lecture<DiagnosticLire>,
    id: Path<CandidatureId>,
    Filtre(filtre): Filtre<Grille>,
) -> Result<HttpResponse, Problem> {
    let found = lecture.lire(async |tx| app::diagnostics::grille(tx, *id, filtre).await).await?;
    let (modele, donnees) = found.contenu;
    pages::repondre(modele, donnees, &format!("diagnostic-{id}")).await
}
