//! `GET /v1/participants/{id}/eligibilite`.

use actix_web::web::Path;
use auth::permission::DiagnosticLire;
use kernel::ParticipantId;
use participants_api::{EligibiliteDto, Regard};
use problem::Problem;
use runtime::{
    Lecture,
    http::{Filtre, Reponse, operation},
};

use crate::entree::eligibilite::app;

/// Juger l'éligibilité au PLIE
///
/// Avec les règles et les faits du jour de référence ; chaque critère est expliqué. `connu_au` rejoue le verdict
/// d'alors.
#[operation(get "/v1/participants/{id}/eligibilite")]
pub(crate) async fn eligibilite_view(
    lecture: Lecture<DiagnosticLire>,
    id: Path<ParticipantId>,
    Filtre(filtre): Filtre<Regard>,
) -> Result<Reponse<EligibiliteDto>, Problem> {
    let found = lecture.lire_de(*id, async |tx| app::plie(tx, *id, filtre).await).await?;
    Ok(Reponse::ok(found))
}
