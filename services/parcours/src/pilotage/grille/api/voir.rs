//! `GET /v1/etats-presence`.

use actix_web::web::Data;
use auth::{Scope, permission::ParcoursLire};
use clients::ParticipantsClient;
use parcours_api::{FiltreGrille, GrilleDto};
use problem::Problem;
use runtime::{
    Lecture,
    http::{Filtre, Reponse, operation},
};

use crate::pilotage::grille::app;

/// Lire l’état de présence d’un mois
///
/// Une ligne par personne suivie par les référents d’une structure, qui est sorti dans le mois compris : ses jours dans chaque
/// état, ses contacts, et si elle occupe une place le dernier jour. Qui ne voit pas tous les dossiers y trouve les personnes qu’il
/// voit, et les totaux de ces personnes.
#[operation(get "/v1/etats-presence", tag = "parcours")]
pub(crate) async fn grille_view(
    lecture: Lecture<ParcoursLire>,
    Filtre(filtre): Filtre<FiltreGrille>,
    participants: Data<ParticipantsClient>,
) -> Result<Reponse<GrilleDto>, Problem> {
    lecture.exiger(async |tx| app::exiger_filtre(tx, &filtre).await).await?;
    let found = lecture.lire(async |tx| app::du_mois(tx, filtre).await).await?;
    Ok(Reponse::ok(participants.nommer(lecture.territoire(), found).await))
}
