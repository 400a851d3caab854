//! `GET /v1/passations/{id}/fiches`.

use actix_web::web::{Data, Path};
use auth::{Scope, permission::SuiviLire};
use clients::ParticipantsClient;
use kernel::PassationId;
use pages::reference;
use problem::Problem;
use runtime::{
    Lecture,
    http::{Fichier, Pdf, operation},
};

use crate::pilotage::passation::app;

/// Imprimer les fiches d’une passation
///
/// En PDF, une page par personne confiée, telle qu’elle a été remise : ce qui est arrivé depuis n’y change rien. Qui a confié et
/// qui a reçu la relisent toujours ; là où les référents ne voient pas tous les dossiers, pour les personnes qu’ils voient encore.
#[operation(get "/v1/passations/{id}/fiches", tag = "parcours")]
pub(crate) async fn passation_print(
    lecture: Lecture<SuiviLire>,
    id: Path<PassationId>,
    participants: Data<ParticipantsClient>,
) -> Result<Fichier<Pdf>, Problem> {
    let found = lecture.lire(async |tx| app::imprimer(tx, *id).await).await?;
    let fiches = participants.nommer(lecture.territoire(), found).await;
    fiches.page().repondre(&format!("passation-{}", reference(*id))).await
}
