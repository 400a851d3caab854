//! `GET /v1/registre/racines`.

use auth::permission::RegistreLire;
use emargement_api::{JourRacine, RacineSignee};
use problem::Problem;
use runtime::{
    Lecture,
    http::{Filtre, Reponse, operation},
};

use crate::registre::racine::app;

/// Lire les racines signées du registre
///
/// Une par jour où le registre a reçu une entrée : ce qui était vrai ce soir-là reste prouvable.
#[operation(get "/v1/registre/racines")]
pub(crate) async fn registre_racine_list(
    lecture: Lecture<RegistreLire>,
    Filtre(filtre): Filtre<JourRacine>,
) -> Result<Reponse<Vec<RacineSignee>>, Problem> {
    let found = lecture.sans_personne(async |tx| app::lister(tx, filtre.apres, filtre.limite).await).await?;
    Ok(Reponse::ok(found))
}
