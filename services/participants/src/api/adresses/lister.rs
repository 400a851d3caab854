//! `GET /v1/participants/{id}/adresses`.

use actix_web::{get, web::Path};
use auth::{Droit, permission::SituationLire};
use kernel::ParticipantId;
use participants_api::{AdresseDto, Regard};
use problem::Problem;
use runtime::{
    Lecture,
    http::{Filtre, Reponse},
};

use crate::app;

/// Lire les adresses d'une personne
#[utoipa::path(
    operation_id = "adresse_list",
    tag = "participants",
    params(("id" = ParticipantId, Path, description = "Le participant"), Regard),
    security(("jeton" = [])),
    extensions(("x-permission" = json!(SituationLire::NOM))),
    responses((status = 200, body = Vec<AdresseDto>))
)]
#[get("/v1/participants/{id}/adresses", name = "adresse_list")]
pub(crate) async fn handler(
    lecture: Lecture<SituationLire>,
    id: Path<ParticipantId>,
    Filtre(filtre): Filtre<Regard>,
) -> Result<Reponse<Vec<AdresseDto>>, Problem> {
    let found = lecture.lire_de(*id, async |tx| app::adresses::lister(tx, *id, filtre).await).await?;
    Ok(Reponse::ok(found))
}
