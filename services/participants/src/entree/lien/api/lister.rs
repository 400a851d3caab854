//! `GET /v1/candidatures/{id}/liens`.

use actix_web::web::Path;
use auth::permission::CandidatureInstruire;
use kernel::CandidatureId;
use participants_api::LienDto;
use problem::Problem;
use runtime::{
    Lecture,
    http::{Reponse, operation},
};

use crate::entree::lien::app;

/// Lister les liens de suivi d'une candidature
#[operation(get "/v1/candidatures/{id}/liens")]
pub(crate) async fn lien_list(
    lecture: Lecture<CandidatureInstruire>,
    id: Path<CandidatureId>,
) -> Result<Reponse<Vec<LienDto>>, Problem> {
    let found = lecture.lire(async |tx| app::lister(tx, *id).await).await?;
    Ok(Reponse::ok(found.contenu))
}
