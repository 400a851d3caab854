//! `POST /v1/imports-de-parcours/{id}/decisions`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::ImportGerer};
use kernel::ImportId;
use parcours_api::DecisionReprise;
use problem::Problem;
use runtime::http::{Commande, Reponse, operation};
use store::Db;
use suite_api::ImportDto;

use crate::reprise::import::app;

/// Décider de lignes d'un import de parcours
///
/// D'une ligne dont le fait a été changé ici depuis : le remplacer par ce que le tableau dit, ou écarter la ligne.
#[operation(post "/v1/imports-de-parcours/{id}/decisions", tag = "imports")]
pub(crate) async fn import_parcours_line_decide(
    grant: Grant<ImportGerer>,
    id: Path<ImportId>,
    db: Data<Db>,
    commande: Commande<DecisionReprise>,
) -> Result<Reponse<ImportDto>, Problem> {
    commande.executer(&db, &grant, async |tx, corps| Ok(Reponse::ok(app::lignes::decider(tx, *id, corps).await?))).await
}
