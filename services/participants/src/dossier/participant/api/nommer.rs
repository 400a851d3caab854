//! `POST /v1/participants/noms`.

use auth::permission::ParticipantLire;
use participants_api::{DemandeNoms, NomDto};
use problem::Problem;
use runtime::{
    Lecture,
    http::{Commande, Reponse, operation},
};

use crate::dossier::participant::store::noms;

/// Nommer des personnes
///
/// Ce qu'une liste montre à côté de leurs identifiants. Un POST : la liste n'entre pas dans une adresse. Qui n'a pas de
/// dossier, ou n'y a plus de nom, est absent de la réponse.
#[operation(post "/v1/participants/noms")]
pub(crate) async fn participant_name(
    lecture: Lecture<ParticipantLire>,
    commande: Commande<DemandeNoms>,
) -> Result<Reponse<Vec<NomDto>>, Problem> {
    let found = lecture.liste(async |tx| noms::lister(tx, &commande.corps().participants).await).await?;
    Ok(Reponse::ok(found))
}
