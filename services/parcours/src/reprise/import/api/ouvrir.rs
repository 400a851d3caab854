//! `POST /v1/imports-de-parcours`.

use actix_web::web::Data;
use auth::{Grant, permission::ImportGerer};
use problem::Problem;
use runtime::http::{Commande, Cree, operation};
use store::Db;
use suite_api::{ImportDto, NouvelImport};

use crate::reprise::import::app;

/// Ouvrir un import de parcours
///
/// Le fichier vient ensuite, par `PUT /v1/imports-de-parcours/{id}/fichier`. Rien ne compte avant l'intégration.
#[operation(post "/v1/imports-de-parcours", tag = "imports")]
pub(crate) async fn import_parcours_create(
    grant: Grant<ImportGerer>,
    db: Data<Db>,
    commande: Commande<NouvelImport>,
) -> Result<Cree<ImportDto>, Problem> {
    commande
        .executer(&db, &grant, async |tx, corps| {
            let opened = app::ouvrir(tx, corps).await?;
            Ok(Cree::a(format!("/v1/imports-de-parcours/{}", opened.id), opened))
        })
        .await
}
