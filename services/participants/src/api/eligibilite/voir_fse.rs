//! `GET /v1/participants/{id}/eligibilite-fse`.

use actix_web::{get, web::Path};
use auth::{Droit, permission::DiagnosticLire};
use kernel::ParticipantId;
use participants_api::{EligibiliteDto, EntreeOperation};
use problem::Problem;
use runtime::{
    Lecture,
    http::{Filtre, Reponse},
};

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
#[get("/v1/participants/{id}/eligibilite-fse", name = "eligibilite_fse_view")]
pub(crate) async fn handler(
    lecture: Lecture<DiagnosticLire>,
    id: Path<ParticipantId>,
    Filtre(filtre): Filtre<EntreeOperation>,
) -> Result<Reponse<EligibiliteDto>, Problem> {
    let found = lecture.lire_de(*id, async |tx| app::eligibilite::fse(tx, *id, filtre).await).await?;
    Ok(Reponse::ok(found))
}
