//! `GET /v1/parcours/{id}`.

use actix_web::{
    get,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::ParcoursLire};
use kernel::ParcoursId;
use parcours_api::ParcoursDto;
use problem::Problem;
use runtime::{Journal, http::Reponse};
use store::Db;

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
#[get("/v1/parcours/{id}")]
pub(crate) async fn handler(
    grant: Grant<ParcoursLire>,
    id: Path<ParcoursId>,
    db: Data<Db>,
    journal: Data<Journal>,
) -> Result<Reponse<ParcoursDto>, Problem> {
    let parcours = db.read(&grant, async |tx| app::parcours::voir(tx, *id).await).await?;
    journal.lecture(&grant, "parcours_view", Some(parcours.participant)).await;
    Ok(Reponse::ok(parcours))
}
