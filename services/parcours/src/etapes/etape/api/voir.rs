//! `GET /v1/etapes/{id}`.

use actix_web::web::Path;
use auth::permission::EtapeLire;
use kernel::EtapeId;
use parcours_api::EtapeDto;
use problem::Problem;
use runtime::{
    Lecture,
    http::{Reponse, operation},
};

use crate::etapes::etape::app;

/// Lire une étape
///
/// Un opérateur ne voit que les siennes, et de qui accepte de partager avec lui.
#[operation(get "/v1/etapes/{id}")]
pub(crate) async fn etape_view(lecture: Lecture<EtapeLire>, id: Path<EtapeId>) -> Result<Reponse<EtapeDto>, Problem> {
    let found = lecture.lire(async |tx| app::voir(tx, *id).await).await?;
    Ok(Reponse::ok(found))
}
