//! `GET /v1/correspondances`.

use actix_web::get;
use auth::{Droit, permission::ImportGerer};
use participants_api::CorrespondanceDto;
use problem::Problem;
use runtime::{Lecture, http::Reponse};

use crate::app;

/// Lister les correspondances du territoire
#[utoipa::path(
    operation_id = "correspondance_list",
    tag = "imports",
    security(("jeton" = [])),
    extensions(("x-permission" = json!(ImportGerer::NOM))),
    responses((status = 200, body = Vec<CorrespondanceDto>))
)]
#[get("/v1/correspondances", name = "correspondance_list")]
pub(crate) async fn handler(lecture: Lecture<ImportGerer>) -> Result<Reponse<Vec<CorrespondanceDto>>, Problem> {
    let found = lecture.sans_personne(async |tx| app::imports::lister_correspondances(tx).await).await?;
    Ok(Reponse::ok(found))
}
