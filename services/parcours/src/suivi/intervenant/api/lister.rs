//! `GET /v1/parcours/{id}/intervenants`.

use actix_web::web::{Data, Path};
use auth::{Scope, permission::SuiviLire};
use clients::ParticipantsClient;
use kernel::ParcoursId;
use parcours_api::Entourage;
use problem::Problem;
use runtime::{
    Lecture,
    http::{Reponse, operation},
};

use crate::suivi::intervenant::app;

/// Lister les intervenants d’un parcours
///
/// Le référent social d’abord, puis les autres, les derniers venus d’abord.
#[operation(get "/v1/parcours/{id}/intervenants", tag = "parcours")]
pub(crate) async fn intervenant_list(
    lecture: Lecture<SuiviLire>,
    id: Path<ParcoursId>,
    participants: Data<ParticipantsClient>,
) -> Result<Reponse<Entourage>, Problem> {
    let found = lecture.lire(async |tx| app::lister(tx, *id).await).await?;
    Ok(Reponse::ok(participants.nommer(lecture.territoire(), found).await))
}
