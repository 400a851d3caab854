//! `GET /v1/conservation`.

use actix_web::get;
use auth::{Droit, permission::ConservationLire};
use participants_api::Annonce;
use problem::Problem;
use runtime::{Lecture, http::Reponse};

use crate::app;

/// Lire ce que la conservation annonce
///
/// Archivages et anonymisations à venir, annoncés avant d'être faits.
#[utoipa::path(
    operation_id = "conservation_list",
    tag = "droits",
    security(("jeton" = [])),
    extensions(("x-permission" = json!(ConservationLire::NOM))),
    responses((status = 200, body = Vec<Annonce>))
)]
#[get("/v1/conservation", name = "conservation_list")]
pub(crate) async fn handler(lecture: Lecture<ConservationLire>) -> Result<Reponse<Vec<Annonce>>, Problem> {
    let found = lecture.lire(async |tx| app::conservation::annonces(tx).await).await?;
    Ok(Reponse::ok(found))
}
