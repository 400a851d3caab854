//! `GET /v1/participants/{id}/eligibilite`.

use actix_web::{get, web::Path};
use auth::{Droit, permission::DiagnosticLire};
use kernel::ParticipantId;
use participants_api::{EligibiliteDto, Regard};
use problem::Problem;
use runtime::{
    Lecture,
    http::{Filtre, Reponse},
};

use crate::app;

/// Juger l'éligibilité au PLIE
///
/// Avec les règles et les faits du jour de référence ; chaque critère est expliqué. `connu_au` rejoue le verdict
/// d'alors.
#[utoipa::path(
    operation_id = "eligibilite_view",
    tag = "participants",
    params(("id" = ParticipantId, Path, description = "Le participant"), Regard),
    security(("jeton" = [])),
    extensions(("x-permission" = json!(DiagnosticLire::NOM))),
    responses((status = 200, body = EligibiliteDto))
)]
#[get("/v1/participants/{id}/eligibilite", name = "eligibilite_view")]
pub(crate) async fn handler(
    lecture: Lecture<DiagnosticLire>,
    id: Path<ParticipantId>,
    Filtre(filtre): Filtre<Regard>,
) -> Result<Reponse<EligibiliteDto>, Problem> {
    let found = lecture.lire_de(*id, async |tx| app::eligibilite::plie(tx, *id, filtre).await).await?;
    Ok(Reponse::ok(found))
}
