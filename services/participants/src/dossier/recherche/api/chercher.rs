//! `POST /v1/participants/recherche`.

use auth::permission::ParticipantLire;
use participants_api::{ParticipantDto, Recherche};
use problem::Problem;
use runtime::{
    Lecture,
    http::{Commande, Reponse, operation},
};

use crate::dossier::recherche::app;

/// Chercher des personnes
///
/// Au plus 50 personnes : d'abord celles dont un nom commence ainsi, puis celles dont un nom contient le mot ou
/// sonne de même. Un POST : aucun nom ne figure dans une adresse.
#[operation(post "/v1/participants/recherche")]
pub(crate) async fn participant_search(
    lecture: Lecture<ParticipantLire>,
    commande: Commande<Recherche>,
) -> Result<Reponse<Vec<ParticipantDto>>, Problem> {
    let found = lecture.liste(async |tx| app::chercher(tx, commande.corps()).await).await?;
    Ok(Reponse::ok(found))
}
