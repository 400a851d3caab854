//! `GET /v1/intervenants/{id}`.

use actix_web::web::{Data, Path};
use auth::{Scope, permission::SuiviLire};
use clients::ParticipantsClient;
use kernel::IntervenantId;
use parcours_api::IntervenantDto;
use problem::Problem;
use runtime::{
    Lecture,
    http::{Reponse, operation},
};

use crate::suivi::intervenant::app;

/// Lire un intervenant
///
/// Référent social, conseiller, tuteur… : comment le joindre, et ce qui peut être partagé avec lui.
#[operation(get "/v1/intervenants/{id}", tag = "parcours", versioned)]
pub(crate) async fn intervenant_view(
    lecture: Lecture<SuiviLire>,
    id: Path<IntervenantId>,
    participants: Data<ParticipantsClient>,
) -> Result<Reponse<IntervenantDto>, Problem> {
    let found = lecture.lire(async |tx| app::voir(tx, *id).await).await?;
    let version = found.version;
    Ok(Reponse::ok(participants.nommer(lecture.territoire(), found).await).version(version))
}
