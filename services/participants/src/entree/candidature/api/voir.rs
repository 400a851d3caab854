//! `GET /v1/candidatures/{id}`.

use actix_web::web::Path;
use auth::permission::CandidatureLire;
use kernel::CandidatureId;
use participants_api::CandidatureDto;
use problem::Problem;
use runtime::{
    Lecture,
    http::{Reponse, operation},
};

use crate::entree::candidature::app;

/// Lire une candidature
///
/// Avec ses échéances, et ce que l’on peut en faire maintenant.
#[operation(get "/v1/candidatures/{id}")]
pub(crate) async fn candidature_view(
    lecture: Lecture<CandidatureLire>,
    id: Path<CandidatureId>,
) -> Result<Reponse<CandidatureDto>, Problem> {
    let found = lecture.lire(async |tx| app::voir(tx, *id).await).await?;
    Ok(Reponse::ok(found))
}
