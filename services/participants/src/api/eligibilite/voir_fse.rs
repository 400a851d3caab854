//! `GET /v1/participants/{id}/eligibilite-fse`.

use actix_web::{
    get,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::DiagnosticLire};
use kernel::ParticipantId;
use participants_api::{EligibiliteDto, EntreeOperation};
use problem::Problem;
use runtime::{
    Journal,
    http::{Filtre, Reponse},
};
use store::Db;

use crate::app;

/// Juger l'éligibilité au titre du Fonds social européen
///
/// Un autre verdict que celui du PLIE : la personne peut-elle être participante d'une opération ?
#[utoipa::path(
    operation_id = "eligibilite_fse_view",
    tag = "participants",
    params(("id" = ParticipantId, Path, description = "Le participant"), EntreeOperation),
    security(("jeton" = [])),
    extensions(("x-permission" = json!(DiagnosticLire::NOM))),
    responses((status = 200, body = EligibiliteDto))
)]
#[get("/v1/participants/{id}/eligibilite-fse")]
pub(crate) async fn handler(
    grant: Grant<DiagnosticLire>,
    id: Path<ParticipantId>,
    Filtre(filtre): Filtre<EntreeOperation>,
    db: Data<Db>,
    journal: Data<Journal>,
) -> Result<Reponse<EligibiliteDto>, Problem> {
    let found = db.read(&grant, async |tx| app::eligibilite::fse(tx, *id, filtre).await).await?;
    journal.lecture(&grant, "eligibilite_fse_view", Some(*id)).await;
    Ok(Reponse::ok(found))
}
