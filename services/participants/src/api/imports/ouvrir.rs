//! `POST /v1/imports`.

use actix_web::{HttpResponse, post, web::Data};
use auth::{Droit, Grant, permission::ImportGerer};
use participants_api::{ImportDto, NouvelImport};
use problem::Problem;
use runtime::http::{Commande, Reponse};
use store::Db;

use crate::app;

/// Ouvrir un import
///
/// Le fichier vient ensuite, par `PUT /v1/imports/{id}/fichier`. Rien ne compte avant l'intégration.
#[utoipa::path(
    operation_id = "import_create",
    tag = "imports",
    request_body = NouvelImport,
    security(("jeton" = [])),
    extensions(("x-permission" = json!(ImportGerer::NOM))),
    responses((status = 201, body = ImportDto))
)]
#[post("/v1/imports")]
pub(crate) async fn handler(
    grant: Grant<ImportGerer>,
    db: Data<Db>,
    commande: Commande<NouvelImport>,
) -> Result<HttpResponse, Problem> {
    commande
        .executer(&db, &grant, async |tx, corps| {
            let opened = app::imports::ouvrir(tx, corps).await?;
            Ok(Reponse::cree(format!("/v1/imports/{}", opened.id), opened))
        })
        .await
}
