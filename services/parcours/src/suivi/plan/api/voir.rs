//! `GET /v1/parcours/{id}/plan`.

use actix_web::web::{Data, Path};
use auth::{Scope, permission::SuiviLire};
use clients::ParticipantsClient;
use kernel::ParcoursId;
use parcours_api::PlanParcours;
use problem::Problem;
use runtime::{
    Lecture,
    http::{Reponse, operation},
};

use crate::suivi::plan::app;

/// Lire le plan d’action d’un parcours
///
/// Entier : ses freins et comment ils ont évolué, ses objectifs et ses actions. Ce qui touche à la santé n’est lu que de qui
/// accompagne la personne.
#[operation(get "/v1/parcours/{id}/plan")]
pub(crate) async fn plan_view(
    lecture: Lecture<SuiviLire>,
    id: Path<ParcoursId>,
    participants: Data<ParticipantsClient>,
) -> Result<Reponse<PlanParcours>, Problem> {
    let found = lecture.lire(async |tx| app::voir(tx, *id).await).await?;
    Ok(Reponse::ok(participants.nommer(lecture.territoire(), found).await))
}
