//! `GET /v1/parcours/{id}`.

use actix_web::{get, web::Path};
use auth::{Droit, permission::ParcoursLire};
use kernel::ParcoursId;
use parcours_api::ParcoursDto;
use problem::Problem;
use runtime::{Lecture, http::Reponse};

use crate::app;

/// Lire un parcours
///
/// Avec ses étapes, ses sorties et ses échéances.
#[utoipa::path(
    operation_id = "parcours_view",
    tag = "parcours",
    params(("id" = ParcoursId, Path, description = "Le parcours")),
    security(("jeton" = [])),
    extensions(("x-permission" = json!(ParcoursLire::NOM))),
    responses((status = 200, body = ParcoursDto))
)]
#[get("/v1/parcours/{id}", name = "parcours_view")]
pub(crate) async fn handler(
    lecture: Lecture<ParcoursLire>,
    id: Path<ParcoursId>,
) -> Result<Reponse<ParcoursDto>, Problem> {
    let found = lecture.lire(async |tx| app::parcours::voir(tx, *id).await).await?;
    Ok(Reponse::ok(found))
}
