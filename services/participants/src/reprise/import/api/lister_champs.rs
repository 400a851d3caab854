//! `GET /v1/champs-importes`.

use auth::{Grant, permission::ImportGerer};
use participants_api::ChampDto;
use problem::Problem;
use runtime::http::{Reponse, operation};

use crate::reprise::correspondance;

/// Lister les champs qu'une colonne peut dire
///
/// Ce qui y est attendu, et les valeurs quand la liste est fermée.
#[operation(get "/v1/champs-importes", tag = "imports")]
pub(crate) async fn import_field_list(_grant: Grant<ImportGerer>) -> Result<Reponse<Vec<ChampDto>>, Problem> {
    Ok(Reponse::ok(correspondance::app::champs()))
}
