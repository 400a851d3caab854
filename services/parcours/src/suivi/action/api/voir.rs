//! `GET /v1/actions/{id}`.

use actix_web::web::{Data, Path};
use auth::{Scope, permission::SuiviLire};
use clients::ParticipantsClient;
use kernel::ActionId;
use parcours_api::ActionDto;
use problem::Problem;
use runtime::{
    Lecture,
    http::{Reponse, operation},
};

use crate::suivi::action::app;

/// Lire une ligne du plan d’action
///
/// Ce qui touche à la santé n’est lu que de qui accompagne la personne.
#[operation(get "/v1/actions/{id}", tag = "parcours", versioned)]
pub(crate) async fn action_view(
    lecture: Lecture<SuiviLire>,
    id: Path<ActionId>,
    participants: Data<ParticipantsClient>,
) -> Result<Reponse<ActionDto>, Problem> {
    let found = lecture.lire(async |tx| app::voir(tx, *id).await).await?;
    let version = found.version;
    Ok(Reponse::ok(participants.nommer(lecture.territoire(), found).await).version(version))
}
