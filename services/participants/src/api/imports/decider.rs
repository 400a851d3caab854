//! `POST /v1/imports/{id}/decisions`.

use actix_web::{
    HttpResponse, post,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::ImportGerer};
use kernel::ImportId;
use participants_api::{DecisionLignes, ImportDto};
use problem::Problem;
use runtime::http::{Commande, Reponse};
use store::Db;

use crate::app;

/// Décider de lignes
///
/// D'une ligne qui ressemble à un dossier ou à une autre ligne : créer, compléter, remplacer, ou écarter. Une ligne
/// rejetée peut être écartée.
#[utoipa::path(
    operation_id = "import_line_decide",
    tag = "imports",
    params(("id" = ImportId, Path, description = "L'import")),
    request_body = DecisionLignes,
    security(("jeton" = [])),
    extensions(("x-permission" = json!(ImportGerer::NOM))),
    responses((status = 200, body = ImportDto))
)]
#[post("/v1/imports/{id}/decisions")]
pub(crate) async fn handler(
    grant: Grant<ImportGerer>,
    id: Path<ImportId>,
    db: Data<Db>,
    commande: Commande<DecisionLignes>,
) -> Result<HttpResponse, Problem> {
    commande
        .executer(&db, &grant, async |tx, corps| Ok(Reponse::ok(app::imports::decider(tx, *id, corps).await?)))
        .await
}
