//! `GET /v1/actions-collectives/{id}`.

use actix_web::web::Path;
use auth::permission::CandidatureInstruire;
use kernel::ActionCollectiveId;
use participants_api::ActionCollectiveDto;
use problem::Problem;
use runtime::{
    Lecture,
    http::{Reponse, operation},
};

use crate::entree::action_collective::app;

/// Lire une action collective
///
/// Avec qui elle a retenu, et si la commission en a pris acte.
#[operation(get "/v1/actions-collectives/{id}", tag = "candidatures")]
pub(crate) async fn action_collective_view(
    lecture: Lecture<CandidatureInstruire>,
    id: Path<ActionCollectiveId>,
) -> Result<Reponse<ActionCollectiveDto>, Problem> {
    let found = lecture.lire(async |tx| app::voir(tx, *id).await).await?;
    Ok(Reponse::ok(found))
}
