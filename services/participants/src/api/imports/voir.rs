//! `GET /v1/imports/{id}`.

use actix_web::{get, web::Path};
use auth::{Droit, permission::ImportGerer};
use kernel::ImportId;
use participants_api::ImportDto;
use problem::Problem;
use runtime::{Lecture, http::Reponse};

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
#[get("/v1/imports/{id}", name = "import_view")]
pub(crate) async fn handler(lecture: Lecture<ImportGerer>, id: Path<ImportId>) -> Result<Reponse<ImportDto>, Problem> {
    let found = lecture.sans_personne(async |tx| app::imports::voir(tx, *id).await).await?;
    Ok(Reponse::ok(found))
}
