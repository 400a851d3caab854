//! `GET /v1/etats-presence.xlsx`.

use actix_web::web::Data;
use auth::{Scope, permission::ParcoursLire};
use clients::ParticipantsClient;
use parcours_api::FiltreGrille;
use problem::Problem;
use runtime::{
    Lecture,
    http::{Fichier, Filtre, Xlsx, operation},
};

use crate::pilotage::grille::{app, classeur};

/// Exporter l’état de présence d’un mois
///
/// Un classeur : les totaux du mois, puis une ligne par personne.
#[operation(get "/v1/etats-presence.xlsx", tag = "parcours", answer = "Le classeur")]
pub(crate) async fn grille_export(
    lecture: Lecture<ParcoursLire>,
    Filtre(filtre): Filtre<FiltreGrille>,
    participants: Data<ParticipantsClient>,
) -> Result<Fichier<Xlsx>, Problem> {
    lecture.exiger(async |tx| app::exiger_filtre(tx, &filtre).await).await?;
    let found = lecture.lire(async |tx| app::du_mois(tx, filtre).await).await?;
    let grille = participants.nommer(lecture.territoire(), found).await;
    Ok(Fichier::new(&classeur::nom(&grille), classeur::xlsx(&grille)?))
}
