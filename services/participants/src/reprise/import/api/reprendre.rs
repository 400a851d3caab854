//! `POST /v1/imports/{id}/reprise`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::ImportGerer};
use kernel::ImportId;
use problem::Problem;
use runtime::http::{Commande, Reponse, operation};
use store::Db;
use suite_api::{ImportDto, Reprise};

use crate::reprise::import::app;

/// Relire les lignes rejetées
///
/// Par la correspondance telle qu'elle est maintenant, ou par une autre.
#[operation(post "/v1/imports/{id}/reprise")]
pub(crate) async fn import_retry(
    grant: Grant<ImportGerer>,
    id: Path<ImportId>,
    db: Data<Db>,
    commande: Commande<Reprise>,
) -> Result<Reponse<ImportDto>, Problem> {
    commande.executer(&db, &grant, async |tx, corps| Ok(Reponse::ok(app::reprendre(tx, *id, corps).await?))).await
}
