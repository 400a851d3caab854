//! `POST /v1/imports`.

use actix_web::web::Data;
use auth::{Grant, permission::ImportGerer};
use problem::Problem;
use runtime::http::{Commande, Cree, operation};
use store::Db;
use suite_api::{ImportDto, NouvelImport};

use crate::reprise::import::app;

/// Ouvrir un import
///
/// Le fichier vient ensuite, par `PUT /v1/imports/{id}/fichier`. Rien ne compte avant l'intégration.
#[operation(post "/v1/imports")]
pub(crate) async fn import_create(
    grant: Grant<ImportGerer>,
    db: Data<Db>,
    commande: Commande<NouvelImport>,
) -> Result<Cree<ImportDto>, Problem> {
    commande
        .executer(&db, &grant, async |tx, corps| {
            let opened = app::ouvrir(tx, corps).await?;
            Ok(Cree::a(format!("/v1/imports/{}", opened.id), opened))
        })
        .await
}
