//! `GET /v1/champs-importes`.

use actix_web::get;
use auth::{Droit, Grant, permission::ImportGerer};
use participants_api::ChampDto;
use problem::Problem;
use runtime::http::Reponse;

use crate::app;

/// Lister les champs qu'une colonne peut dire
///
/// Ce qui y est attendu, et les valeurs quand la liste est fermée.
#[utoipa::path(
    operation_id = "import_field_list",
    tag = "imports",
    security(("jeton" = [])),
    extensions(("x-permission" = json!(ImportGerer::NOM))),
    responses((status = 200, body = Vec<ChampDto>))
)]
#[get("/v1/champs-importes")]
pub(crate) async fn handler(_grant: Grant<ImportGerer>) -> Result<Reponse<Vec<ChampDto>>, Problem> {
    Ok(Reponse::ok(app::imports::champs()))
}
