//! `POST /v1/imports/{id}/reprise`.

use actix_web::{
    HttpResponse, post,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::ImportGerer};
use kernel::ImportId;
use participants_api::{ImportDto, Reprise};
use problem::Problem;
use runtime::http::{Commande, Reponse};
use store::Db;

use crate::app;

/// Relire les lignes rejetées
///
/// Par la correspondance telle qu'elle est maintenant, ou par une autre.
#[utoipa::path(
    operation_id = "import_retry",
    tag = "imports",
    params(("id" = ImportId, Path, description = "L'import")),
    request_body = Reprise,
    security(("jeton" = [])),
    extensions(("x-permission" = json!(ImportGerer::NOM))),
    responses((status = 200, body = ImportDto))
)]
#[post("/v1/imports/{id}/reprise")]
pub(crate) async fn handler(
    grant: Grant<ImportGerer>,
    id: Path<ImportId>,
    db: Data<Db>,
    commande: Commande<Reprise>,
) -> Result<HttpResponse, Problem> {
    commande
        .executer(&db, &grant, async |tx, corps| Ok(Reponse::ok(app::imports::reprendre(tx, *id, corps).await?)))
        .await
}
