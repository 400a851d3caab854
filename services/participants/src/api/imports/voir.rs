//! `GET /v1/imports/{id}`.

use actix_web::{
    get,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::ImportGerer};
use kernel::ImportId;
use participants_api::ImportDto;
use problem::Problem;
use runtime::http::Reponse;
use store::Db;

use crate::app;

/// Suivre un import
///
/// Combien de lignes en sont où, les problèmes les plus fréquents, l'avancement du dernier travail.
#[utoipa::path(
    operation_id = "import_view",
    tag = "imports",
    params(("id" = ImportId, Path, description = "L'import")),
    security(("jeton" = [])),
    extensions(("x-permission" = json!(ImportGerer::NOM))),
    responses((status = 200, body = ImportDto))
)]
#[get("/v1/imports/{id}")]
pub(crate) async fn handler(
    grant: Grant<ImportGerer>,
    id: Path<ImportId>,
    db: Data<Db>,
) -> Result<Reponse<ImportDto>, Problem> {
    Ok(Reponse::ok(db.read(&grant, async |tx| app::imports::voir(tx, *id).await).await?))
}
