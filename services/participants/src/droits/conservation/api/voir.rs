//! `GET /v1/participants/{id}/conservation`.

use actix_web::web::Path;
use auth::permission::ConservationLire;
use kernel::ParticipantId;
use participants_api::ConservationDto;
use problem::Problem;
use runtime::{
    Lecture,
    http::{Reponse, operation},
};

use crate::droits::conservation::app;

/// Lire jusqu'à quand un dossier est conservé
#[operation(get "/v1/participants/{id}/conservation", tag = "droits")]
pub(crate) async fn conservation_view(
    lecture: Lecture<ConservationLire>,
    id: Path<ParticipantId>,
) -> Result<Reponse<ConservationDto>, Problem> {
    let found = lecture.lire_de(*id, async |tx| app::duree::conservation(tx, *id).await).await?;
    Ok(Reponse::ok(found))
}
