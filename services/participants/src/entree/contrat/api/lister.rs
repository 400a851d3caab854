//! `GET /v1/candidatures/{id}/contrats`.

use actix_web::web::Path;
use auth::permission::ContratLire;
use kernel::CandidatureId;
use participants_api::ContratDto;
use problem::Problem;
use runtime::{
    Lecture,
    http::{Reponse, operation},
};

use crate::entree::contrat::app;

/// Lister les contrats d'engagement d'une candidature
///
/// Le premier, puis ses renouvellements.
#[operation(get "/v1/candidatures/{id}/contrats", tag = "contrats")]
pub(crate) async fn contrat_list(
    lecture: Lecture<ContratLire>,
    id: Path<CandidatureId>,
) -> Result<Reponse<Vec<ContratDto>>, Problem> {
    let found = lecture.lire(async |tx| app::lister(tx, *id).await).await?;
    Ok(Reponse::ok(found.contenu))
}
