//! `GET /v1/participants/{id}/dossier`.

use actix_web::{get, web::Path};
use auth::{Droit, permission::SituationLire};
use kernel::ParticipantId;
use participants_api::{DossierDto, Regard};
use problem::Problem;
use runtime::{
    Lecture,
    http::{Filtre, Reponse},
};

use crate::app;

/// Lire le dossier d'une personne à une date
///
/// Le dossier au jour `au`, tel qu'il était connu à la fin du jour `connu_au`.
#[utoipa::path(
    operation_id = "participant_dossier",
    tag = "participants",
    params(("id" = ParticipantId, Path, description = "Le participant"), Regard),
    security(("jeton" = [])),
    extensions(("x-permission" = json!(SituationLire::NOM))),
    responses((status = 200, body = DossierDto))
)]
#[get("/v1/participants/{id}/dossier", name = "participant_dossier")]
pub(crate) async fn handler(
    lecture: Lecture<SituationLire>,
    id: Path<ParticipantId>,
    Filtre(filtre): Filtre<Regard>,
) -> Result<Reponse<DossierDto>, Problem> {
    let found = lecture.lire(async |tx| app::dossier::voir(tx, *id, filtre).await).await?;
    Ok(Reponse::ok(found))
}
