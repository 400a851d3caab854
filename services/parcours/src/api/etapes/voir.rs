//! `GET /v1/etapes/{id}`.

use actix_web::{get, web::Path};
use auth::{Droit, permission::EtapeLire};
use kernel::EtapeId;
use parcours_api::EtapeDto;
use problem::Problem;
use runtime::{Lecture, http::Reponse};

use crate::app;

/// Lire une étape
///
/// Un opérateur ne voit que les siennes.
#[utoipa::path(
    operation_id = "etape_view",
    tag = "etapes",
    params(("id" = EtapeId, Path, description = "L'étape")),
    security(("jeton" = [])),
    extensions(("x-permission" = json!(EtapeLire::NOM))),
    responses((status = 200, body = EtapeDto))
)]
#[get("/v1/etapes/{id}", name = "etape_view")]
pub(crate) async fn handler(lecture: Lecture<EtapeLire>, id: Path<EtapeId>) -> Result<Reponse<EtapeDto>, Problem> {
    let found = lecture.lire(async |tx| app::etapes::voir(tx, *id).await).await?;
    Ok(Reponse::ok(found))
}
