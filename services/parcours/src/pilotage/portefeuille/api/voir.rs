//! `GET /v1/portefeuilles/{id}`.

use actix_web::web::{Data, Path};
use auth::{Scope, permission::SuiviLire};
use clients::ParticipantsClient;
use kernel::UtilisateurId;
use parcours_api::Portefeuille;
use problem::Problem;
use runtime::{
    Lecture,
    http::{Reponse, operation},
};

use crate::pilotage::portefeuille::app;

/// Lire le portefeuille d’un référent
///
/// Chaque personne qu’il suit aujourd’hui, prête pour un entretien d’appui à la gestion des parcours : son état, ses contacts,
/// son étape ou les jours sans étape, ses freins, ses échéances et sa dernière qualification. Là où les référents ne voient pas tous
/// les dossiers, un collègue y trouve les personnes qu’il voit ; `partielle` dit si d’autres n’y sont pas.
#[operation(get "/v1/portefeuilles/{id}", tag = "parcours")]
pub(crate) async fn portefeuille_view(
    lecture: Lecture<SuiviLire>,
    id: Path<UtilisateurId>,
    participants: Data<ParticipantsClient>,
) -> Result<Reponse<Portefeuille>, Problem> {
    let found = lecture.lire(async |tx| app::voir(tx, *id).await).await?;
    Ok(Reponse::ok(participants.nommer(lecture.territoire(), found).await))
}
