//! `GET /v1/parcours/{id}/accompagnement`.

use actix_web::web::Path;
use auth::permission::ParcoursLire;
use kernel::ParcoursId;
use parcours_api::{Accompagnement, MoisAccompagnement};
use problem::Problem;
use runtime::{
    Lecture,
    http::{Filtre, Reponse, operation},
};

use crate::pilotage::accompagnement::app;

/// Lire un mois d’accompagnement
///
/// Les contacts du mois et les heures depuis l’entrée, jugés par les règles du territoire.
#[operation(get "/v1/parcours/{id}/accompagnement")]
pub(crate) async fn accompagnement_view(
    lecture: Lecture<ParcoursLire>,
    id: Path<ParcoursId>,
    Filtre(filtre): Filtre<MoisAccompagnement>,
) -> Result<Reponse<Accompagnement>, Problem> {
    let found = lecture.lire(async |tx| app::du_mois(tx, *id, filtre.mois).await).await?;
    Ok(Reponse::ok(found.contenu))
}
