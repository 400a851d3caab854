//! `GET /v1/grilles/{id}/pdf`.

use actix_web::web::{Data, Path};
use auth::{Scope, permission::ParcoursLire};
use clients::ParticipantsClient;
use kernel::GrilleId;
use pages::reference;
use problem::Problem;
use runtime::{
    Lecture,
    http::{Fichier, Pdf, operation},
};

use crate::pilotage::grille::imprime;

/// Imprimer un état de présence figé
///
/// En PDF, tel qu’il a été figé : ce qui est appris ensuite n’y change rien.
#[operation(get "/v1/grilles/{id}/pdf", tag = "parcours")]
pub(crate) async fn grille_figee_print(
    lecture: Lecture<ParcoursLire>,
    id: Path<GrilleId>,
    participants: Data<ParticipantsClient>,
) -> Result<Fichier<Pdf>, Problem> {
    let mut found = lecture.lire(async |tx| imprime::lire(tx, *id).await).await?;
    found.figee = participants.nommer(lecture.territoire(), found.figee).await;
    found.page().repondre(&format!("etat-de-presence-{}", reference(*id))).await
}
