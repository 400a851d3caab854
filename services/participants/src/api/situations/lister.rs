//! `GET /v1/participants/{id}/situations`.

use actix_web::{get, web::Path};
use auth::{Droit, permission::SituationLire};
use kernel::ParticipantId;
use participants_api::{Regard, SituationDto};
use problem::Problem;
use runtime::{
    Lecture,
    http::{Filtre, Reponse},
};

use crate::app;

/// Lire les situations d'une personne
///
/// Sans date, tous les enregistrements en vigueur ; avec `au`, ceux qui valent ce jour-là ; avec `connu_au`, tels
/// qu'on les connaissait alors.
#[utoipa::path(
    operation_id = "situation_list",
    tag = "participants",
    params(("id" = ParticipantId, Path, description = "Le participant"), Regard),
    security(("jeton" = [])),
    extensions(("x-permission" = json!(SituationLire::NOM))),
    responses((status = 200, body = Vec<SituationDto>))
)]
#[get("/v1/participants/{id}/situations", name = "situation_list")]
pub(crate) async fn handler(
    lecture: Lecture<SituationLire>,
    id: Path<ParticipantId>,
    Filtre(filtre): Filtre<Regard>,
) -> Result<Reponse<Vec<SituationDto>>, Problem> {
    let found = lecture.lire_de(*id, async |tx| app::situations::lister(tx, *id, filtre).await).await?;
    Ok(Reponse::ok(found))
}
