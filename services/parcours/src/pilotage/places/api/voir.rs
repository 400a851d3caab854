//! `GET /v1/conventions-places/{id}`.

use actix_web::web::Path;
use auth::permission::ParcoursLire;
use kernel::ConventionPlacesId;
use parcours_api::ConventionPlacesDto;
use problem::Problem;
use runtime::{
    Lecture,
    http::{Reponse, operation},
};

use crate::pilotage::places::app;

/// Lire une convention de places
#[operation(get "/v1/conventions-places/{id}", tag = "parcours", versioned)]
pub(crate) async fn convention_places_view(
    lecture: Lecture<ParcoursLire>,
    id: Path<ConventionPlacesId>,
) -> Result<Reponse<ConventionPlacesDto>, Problem> {
    let found = lecture.sans_personne(async |tx| app::voir(tx, *id).await).await?;
    let version = found.version;
    Ok(Reponse::ok(found).version(version))
}
