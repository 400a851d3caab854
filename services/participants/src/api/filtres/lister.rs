//! `GET /v1/filtres`.

use actix_web::get;
use auth::{Droit, permission::ParticipantLire};
use participants_api::FiltreDto;
use problem::Problem;
use runtime::{Lecture, http::Reponse};

use crate::store::filtres;

/// Lister ses recherches gardées
#[utoipa::path(
    operation_id = "filtre_list",
    tag = "participants",
    security(("jeton" = [])),
    extensions(("x-permission" = json!(ParticipantLire::NOM))),
    responses((status = 200, body = Vec<FiltreDto>))
)]
#[get("/v1/filtres", name = "filtre_list")]
pub(crate) async fn handler(lecture: Lecture<ParticipantLire>) -> Result<Reponse<Vec<FiltreDto>>, Problem> {
    let found = lecture.sans_personne(async |tx| filtres::lister(tx).await).await?;
    Ok(Reponse::ok(found))
}
