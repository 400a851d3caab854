//! `POST /v1/imports/{id}/integration`.

use actix_web::{
    HttpResponse, post,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::ImportGerer};
use kernel::ImportId;
use participants_api::{ImportDto, Integration};
use problem::Problem;
use runtime::http::{Commande, Reponse};
use store::Db;

use crate::app;

/// Intégrer les lignes prêtes
///
/// Toutes, ou celles que l'on nomme pour essayer. Les lignes rejetées attendent ; renvoyer le même fichier ne crée
/// rien deux fois.
#[utoipa::path(
    operation_id = "import_integrate",
    tag = "imports",
    params(("id" = ImportId, Path, description = "L'import")),
    request_body = Integration,
    security(("jeton" = [])),
    extensions(("x-permission" = json!(ImportGerer::NOM))),
    responses((status = 200, body = ImportDto))
)]
#[post("/v1/imports/{id}/integration")]
pub(crate) async fn handler(
    grant: Grant<ImportGerer>,
    id: Path<ImportId>,
    db: Data<Db>,
    commande: Commande<Integration>,
) -> Result<HttpResponse, Problem> {
    commande
        .executer(&db, &grant, async |tx, corps| {
            Ok(Reponse::ok(app::imports::demander_integration(tx, *id, corps).await?))
        })
        .await
}
