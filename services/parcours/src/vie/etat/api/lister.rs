//! `GET /v1/parcours/{id}/etats`.

use actix_web::web::Path;
use auth::permission::ParcoursLire;
use kernel::ParcoursId;
use parcours_api::{EtatsConnus, EtatsParcours};
use problem::Problem;
use runtime::{
    Lecture,
    http::{Filtre, Reponse, operation},
};

use crate::vie::etat::app;

/// Lire les états d’un parcours, jour par jour
///
/// Tels qu’ils étaient connus à la fin d’un jour : une correction faite ensuite n’y paraît pas.
#[operation(get "/v1/parcours/{id}/etats")]
pub(crate) async fn parcours_etat_list(
    lecture: Lecture<ParcoursLire>,
    id: Path<ParcoursId>,
    Filtre(filtre): Filtre<EtatsConnus>,
) -> Result<Reponse<EtatsParcours>, Problem> {
    let found = lecture.lire(async |tx| app::connus_le(tx, *id, filtre.connu_le).await).await?;
    Ok(Reponse::ok(found.contenu))
}
