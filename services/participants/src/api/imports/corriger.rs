//! `POST /v1/imports/{id}/corrections`.

use actix_web::{
    HttpResponse, post,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::ImportGerer};
use kernel::ImportId;
use participants_api::{CorrectionLigne, LigneDto};
use problem::Problem;
use runtime::http::{Commande, Reponse};
use store::Db;

use crate::app;

/// Corriger une ligne
///
/// Remplace des cellules, puis relit la ligne.
#[utoipa::path(
    operation_id = "import_line_correct",
    tag = "imports",
    params(("id" = ImportId, Path, description = "L'import")),
    request_body = CorrectionLigne,
    security(("jeton" = [])),
    extensions(("x-permission" = json!(ImportGerer::NOM))),
    responses((status = 200, body = LigneDto))
)]
#[post("/v1/imports/{id}/corrections")]
pub(crate) async fn handler(
    grant: Grant<ImportGerer>,
    id: Path<ImportId>,
    db: Data<Db>,
    commande: Commande<CorrectionLigne>,
) -> Result<HttpResponse, Problem> {
    commande
        .executer(&db, &grant, async |tx, corps| Ok(Reponse::ok(app::imports::corriger(tx, *id, corps).await?)))
        .await
}
