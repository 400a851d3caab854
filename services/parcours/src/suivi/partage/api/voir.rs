//! `GET /v1/intervenants/{id}/partage`.

use actix_web::web::{Data, Path};
use auth::{Scope, permission::SuiviLire};
use clients::ParticipantsClient;
use kernel::IntervenantId;
use parcours_api::PartageDto;
use problem::Problem;
use runtime::{
    Lecture,
    http::{Reponse, operation},
};

use crate::suivi::partage::app;

/// Lire ce qui peut être dit à un intervenant
///
/// Les étapes, le plan d’action ou la situation, dans la limite de ce à quoi la personne a donné son accord, et tant que cet
/// intervenant est auprès d’elle : rien d’autre n’y figure, et ce qui touche à la santé n’y figure jamais.
#[operation(get "/v1/intervenants/{id}/partage", tag = "parcours")]
pub(crate) async fn intervenant_partage_view(
    lecture: Lecture<SuiviLire>,
    id: Path<IntervenantId>,
    participants: Data<ParticipantsClient>,
) -> Result<Reponse<PartageDto>, Problem> {
    let found = lecture.lire(async |tx| app::voir(tx, *id).await).await?;
    Ok(Reponse::ok(participants.nommer(lecture.territoire(), found).await))
}
