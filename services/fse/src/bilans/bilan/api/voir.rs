//! `GET /v1/operations/{id}/bilan`.

use actix_web::web::{Data, Path};
use auth::{Scope, permission::BilanLire};
use clients::ParticipantsClient;
use fse_api::Bilan;
use kernel::OperationId;
use problem::Problem;
use runtime::{
    Lecture,
    http::{Reponse, operation},
};

use crate::bilans::bilan::app;

/// Lire le bilan d'une opération
///
/// Indicateurs par sexe avec les participations derrière chaque chiffre, temps certifié, coûts, montant FSE et montant à risque.
/// Qui peut lire les participations y trouve aussi les personnes (`personnes`) et leurs noms.
#[operation(get "/v1/operations/{id}/bilan", tag = "bilans")]
pub(crate) async fn bilan_view(
    lecture: Lecture<BilanLire>,
    id: Path<OperationId>,
    participants: Data<ParticipantsClient>,
) -> Result<Reponse<Bilan>, Problem> {
    let found = lecture.lire(async |tx| app::calculer(tx, *id).await).await?;
    Ok(Reponse::ok(participants.nommer(lecture.territoire(), found).await))
}
