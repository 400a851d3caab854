//! `POST /v1/imports/{id}/decisions`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::ImportGerer};
use kernel::ImportId;
use participants_api::DecisionLignes;
use problem::Problem;
use runtime::http::{Commande, Reponse, operation};
use store::Db;
use suite_api::ImportDto;

use crate::reprise::import::app;

/// Décider de lignes
///
/// D'une ligne qui ressemble à un dossier ou à une autre ligne : créer, compléter, remplacer, ou écarter. Une ligne
/// rejetée peut être écartée.
#[operation(post "/v1/imports/{id}/decisions")]
pub(crate) async fn import_line_decide(
    grant: Grant<ImportGerer>,
    id: Path<ImportId>,
    db: Data<Db>,
    commande: Commande<DecisionLignes>,
) -> Result<Reponse<ImportDto>, Problem> {
    commande.executer(&db, &grant, async |tx, corps| Ok(Reponse::ok(app::lignes::decider(tx, *id, corps).await?))).await
}
