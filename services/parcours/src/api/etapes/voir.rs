//! `GET /v1/etapes/{id}`.

use actix_web::{
    get,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::EtapeLire};
use kernel::EtapeId;
use parcours_api::EtapeDto;
use problem::Problem;
use runtime::http::Reponse;
use store::Db;

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
#[get("/v1/etapes/{id}")]
pub(crate) async fn handler(
    grant: Grant<EtapeLire>,
    id: Path<EtapeId>,
    db: Data<Db>,
) -> Result<Reponse<EtapeDto>, Problem> {
    db.read(&grant, async |tx| app::etapes::voir(tx, *id).await).await.map(Reponse::ok)
}
