//! `GET /v1/participants/{id}/consentements`.

use actix_web::web::Path;
use auth::permission::SituationLire;
use kernel::ParticipantId;
use participants_api::ConsentementDto;
use problem::Problem;
use runtime::{
    Lecture,
    http::{Reponse, operation},
};

use crate::dossier::consentement::app;

/// Lire les accords d'une personne
#[operation(get "/v1/participants/{id}/consentements", tag = "droits")]
pub(crate) async fn consentement_list(
    lecture: Lecture<SituationLire>,
    id: Path<ParticipantId>,
) -> Result<Reponse<Vec<ConsentementDto>>, Problem> {
    let found = lecture.lire_de(*id, async |tx| app::consentements(tx, *id).await).await?;
    Ok(Reponse::ok(found))
}
