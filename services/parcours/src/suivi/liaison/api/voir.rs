//! `GET /v1/liaisons/{id}`.

use actix_web::web::{Data, Path};
use auth::{Scope, permission::SuiviLire};
use clients::ParticipantsClient;
use kernel::LiaisonId;
use parcours_api::LiaisonDto;
use problem::Problem;
use runtime::{
    Lecture,
    http::{Reponse, operation},
};

use crate::suivi::liaison::app;

/// Lire un échange avec un partenaire
#[operation(get "/v1/liaisons/{id}", tag = "parcours")]
pub(crate) async fn liaison_view(
    lecture: Lecture<SuiviLire>,
    id: Path<LiaisonId>,
    participants: Data<ParticipantsClient>,
) -> Result<Reponse<LiaisonDto>, Problem> {
    let found = lecture.lire(async |tx| app::voir(tx, *id).await).await?;
    Ok(Reponse::ok(participants.nommer(lecture.territoire(), found).await))
}
