//! `POST /v1/imports-de-parcours/{id}/reprise`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::ImportGerer};
use kernel::ImportId;
use problem::Problem;
use runtime::http::{Commande, Reponse, operation};
use store::Db;
use suite_api::{ImportDto, Reprise};

use crate::reprise::import::app;

/// Relire les lignes rejetées d'un import de parcours
///
/// Par la même correspondance, ou par une autre de la même source.
#[operation(post "/v1/imports-de-parcours/{id}/reprise", tag = "imports")]
pub(crate) async fn import_parcours_retry(
    grant: Grant<ImportGerer>,
    id: Path<ImportId>,
    db: Data<Db>,
    commande: Commande<Reprise>,
) -> Result<Reponse<ImportDto>, Problem> {
    commande.executer(&db, &grant, async |tx, corps| Ok(Reponse::ok(app::reprendre(tx, *id, corps).await?))).await
}
