//! `GET /v1/participants/{id}/eligibilite`.

use actix_web::{
    get,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::DiagnosticLire};
use kernel::ParticipantId;
use participants_api::{EligibiliteDto, Regard};
use problem::Problem;
use runtime::{
    Journal,
    http::{Filtre, Reponse},
};
use store::Db;

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
#[get("/v1/participants/{id}/eligibilite")]
pub(crate) async fn handler(
    grant: Grant<DiagnosticLire>,
    id: Path<ParticipantId>,
    Filtre(filtre): Filtre<Regard>,
    db: Data<Db>,
    journal: Data<Journal>,
) -> Result<Reponse<EligibiliteDto>, Problem> {
    let found = db.read(&grant, async |tx| app::eligibilite::plie(tx, *id, filtre).await).await?;
    journal.lecture(&grant, "eligibilite_view", Some(*id)).await;
    Ok(Reponse::ok(found))
}
