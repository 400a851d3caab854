//! `GET /v1/parcours/{id}`.

use actix_web::web::Path;
use auth::permission::ParcoursLire;
use kernel::ParcoursId;
use parcours_api::ParcoursDto;
use problem::Problem;
use runtime::{
    Lecture,
    http::{Reponse, operation},
};

use crate::pilotage::vue::app;

/// Lire un parcours
///
/// Avec ses étapes, ses sorties et ses échéances.
#[operation(get "/v1/parcours/{id}")]
pub(crate) async fn parcours_view(
    lecture: Lecture<ParcoursLire>,
    id: Path<ParcoursId>,
) -> Result<Reponse<ParcoursDto>, Problem> {
    let found = lecture.lire(async |tx| app::voir(tx, *id).await).await?;
    Ok(Reponse::ok(found))
}
