//! `GET /v1/registre`.

use auth::permission::RegistreLire;
use emargement_api::{EntreeRegistre, RangRegistre};
use problem::Problem;
use runtime::{
    Lecture,
    http::{Filtre, Reponse, operation},
};

use crate::registre::entree::app;

/// Lire le registre scellé
///
/// Avec ce qu’il faut pour le vérifier hors de la suite.
#[operation(get "/v1/registre")]
pub(crate) async fn registre_list(
    lecture: Lecture<RegistreLire>,
    Filtre(filtre): Filtre<RangRegistre>,
) -> Result<Reponse<Vec<EntreeRegistre>>, Problem> {
    let found = lecture.lire(async |tx| app::lister(tx, filtre.apres, filtre.limite).await).await?;
    Ok(Reponse::ok(found.contenu))
}
