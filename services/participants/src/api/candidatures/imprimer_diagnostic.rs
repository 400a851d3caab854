//! `GET /v1/candidatures/{id}/diagnostic/grille`.

use actix_web::{
    HttpResponse, get,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::DiagnosticLire};
use kernel::CandidatureId;
use participants_api::Grille;
use problem::Problem;
use runtime::{Journal, http::Filtre};
use store::Db;

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
#[get("/v1/candidatures/{id}/diagnostic/grille")]
pub(crate) async fn handler(
    grant: Grant<DiagnosticLire>,
    id: Path<CandidatureId>,
    Filtre(filtre): Filtre<Grille>,
    db: Data<Db>,
    journal: Data<Journal>,
) -> Result<HttpResponse, Problem> {
    let (participant, modele, donnees) =
        db.read(&grant, async |tx| app::diagnostics::grille(tx, *id, filtre).await).await?;
    journal.lecture(&grant, "diagnostic_print", Some(participant)).await;
    pages::repondre(modele, donnees, &format!("diagnostic-{id}")).await
}
