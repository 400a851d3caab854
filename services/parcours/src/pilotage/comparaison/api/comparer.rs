//! `POST /v1/etats-presence/comparaison`.

use actix_web::web::Data;
use auth::{Scope, permission::ParcoursLire};
use clients::ParticipantsClient;
use parcours_api::{ComparaisonGrille, NouvelleComparaison};
use problem::Problem;
use runtime::{
    Lecture,
    http::{Commande, Reponse, operation},
};

use crate::pilotage::comparaison::app;

/// Comparer l’état de présence d’un mois à la grille d’une structure
///
/// Personne par personne : identique, compté d’un seul côté ou dans une autre situation, avec le fait qui l’explique. Rien
/// n’est enregistré.
#[operation(post "/v1/etats-presence/comparaison", tag = "parcours")]
pub(crate) async fn grille_compare(
    lecture: Lecture<ParcoursLire>,
    participants: Data<ParticipantsClient>,
    commande: Commande<NouvelleComparaison>,
) -> Result<Reponse<ComparaisonGrille>, Problem> {
    lecture.exiger(async |tx| app::exiger(tx, commande.corps()).await).await?;
    let found = lecture.lire(async |tx| app::comparer(tx, commande.corps()).await).await?;
    Ok(Reponse::ok(participants.nommer(lecture.territoire(), found).await))
}
