//! `GET /v1/grilles/{id}/xlsx`.

use actix_web::web::{Data, Path};
use auth::{Scope, permission::ParcoursLire};
use clients::ParticipantsClient;
use kernel::GrilleId;
use problem::Problem;
use runtime::{
    Lecture,
    http::{Fichier, Xlsx, operation},
};

use crate::pilotage::grille::{app, classeur};

/// Exporter un état de présence figé
///
/// Un classeur : les totaux du mois, une ligne par personne, puis ce qui est connu autrement depuis.
#[operation(get "/v1/grilles/{id}/xlsx", tag = "parcours", answer = "Le classeur")]
pub(crate) async fn grille_figee_export(
    lecture: Lecture<ParcoursLire>,
    id: Path<GrilleId>,
    participants: Data<ParticipantsClient>,
) -> Result<Fichier<Xlsx>, Problem> {
    let found = lecture.lire(async |tx| app::voir(tx, *id).await).await?;
    let figee = participants.nommer(lecture.territoire(), found).await;
    Ok(Fichier::new(&classeur::nom(&figee.grille), classeur::exporter_figee(&figee)?))
}
