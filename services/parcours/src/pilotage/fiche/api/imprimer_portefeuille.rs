//! `GET /v1/portefeuilles/{id}/fiches-passation`.

use actix_web::web::{Data, Path};
use auth::{Scope, permission::SuiviLire};
use clients::ParticipantsClient;
use kernel::UtilisateurId;
use pages::reference;
use problem::Problem;
use runtime::{
    Lecture,
    http::{Fichier, Pdf, operation},
};

use crate::pilotage::fiche::app;

/// Imprimer les fiches de passation d’un portefeuille
///
/// En PDF, une page par personne que ce référent suit aujourd’hui : à imprimer avant que le suivi ne passe à d’autres.
#[operation(get "/v1/portefeuilles/{id}/fiches-passation", tag = "parcours")]
pub(crate) async fn portefeuille_print(
    lecture: Lecture<SuiviLire>,
    id: Path<UtilisateurId>,
    participants: Data<ParticipantsClient>,
) -> Result<Fichier<Pdf>, Problem> {
    let found = lecture.lire(async |tx| app::imprimer_portefeuille(tx, *id).await).await?;
    let fiches = participants.nommer(lecture.territoire(), found).await;
    fiches.page().repondre(&format!("passations-{}", reference(*id))).await
}
