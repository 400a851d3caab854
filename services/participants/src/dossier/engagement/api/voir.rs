//! `GET /v1/engagements/{id}`.

use actix_web::web::Path;
use auth::permission::SituationLire;
use kernel::EngagementId;
use participants_api::EngagementDto;
use problem::Problem;
use runtime::{
    Lecture,
    http::{Reponse, operation},
};

use crate::dossier::engagement::app;

/// Lire un contrat d'engagement de l'article L5411-6
#[operation(get "/v1/engagements/{id}", tag = "participants", versioned)]
pub(crate) async fn engagement_view(
    lecture: Lecture<SituationLire>,
    id: Path<EngagementId>,
) -> Result<Reponse<EngagementDto>, Problem> {
    let found = lecture.lire(async |tx| app::voir(tx, *id).await).await?;
    let version = found.version;
    Ok(Reponse::ok(found).version(version))
}
