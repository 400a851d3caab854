//! `GET /v1/parcours/{id}/fiche-passation`.

use actix_web::web::{Data, Path};
use auth::{Scope, permission::SuiviLire};
use clients::ParticipantsClient;
use kernel::ParcoursId;
use pages::reference;
use problem::Problem;
use runtime::{
    Lecture,
    http::{Fichier, Pdf, operation},
};

use crate::pilotage::fiche::app;

/// Imprimer la fiche de passation d’une personne
///
/// En PDF, pour qui reprend le suivi : derniers contacts, étape en cours, plan d’action ouvert et ce qu’il ne faut pas manquer.
#[operation(get "/v1/parcours/{id}/fiche-passation")]
pub(crate) async fn fiche_passation_print(
    lecture: Lecture<SuiviLire>,
    id: Path<ParcoursId>,
    participants: Data<ParticipantsClient>,
) -> Result<Fichier<Pdf>, Problem> {
    let found = lecture.lire(async |tx| app::du_parcours(tx, *id).await).await?;
    let fiches = participants.nommer(lecture.territoire(), found).await;
    fiches.page().repondre(&format!("passation-{}", reference(*id))).await
}
