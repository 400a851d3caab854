//! `GET /v1/participants/{id}/engagements`.

use actix_web::web::Path;
use auth::permission::SituationLire;
use kernel::ParticipantId;
use participants_api::EngagementDto;
use problem::Problem;
use runtime::{
    Lecture,
    http::{Reponse, operation},
};

use crate::dossier::engagement::app;

/// Lister les contrats d'engagement de l'article L5411-6 d'une personne
///
/// La dernière orientation d’abord.
#[operation(get "/v1/participants/{id}/engagements")]
pub(crate) async fn engagement_list(
    lecture: Lecture<SituationLire>,
    id: Path<ParticipantId>,
) -> Result<Reponse<Vec<EngagementDto>>, Problem> {
    let found = lecture.lire_de(*id, async |tx| app::lister(tx, *id).await).await?;
    Ok(Reponse::ok(found))
}
