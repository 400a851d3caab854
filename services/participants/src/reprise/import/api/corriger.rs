//! `POST /v1/imports/{id}/corrections`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::ImportGerer};
use kernel::ImportId;
use participants_api::LigneDto;
use problem::Problem;
use runtime::http::{Commande, Reponse, operation};
use store::Db;
use suite_api::CorrectionLigne;

use crate::reprise::import::app;

/// Corriger une ligne
///
/// Remplace des cellules, puis relit la ligne.
#[operation(post "/v1/imports/{id}/corrections")]
pub(crate) async fn import_line_correct(
    grant: Grant<ImportGerer>,
    id: Path<ImportId>,
    db: Data<Db>,
    commande: Commande<CorrectionLigne>,
) -> Result<Reponse<LigneDto>, Problem> {
    commande
        .executer(&db, &grant, async |tx, corps| Ok(Reponse::ok(app::lignes::corriger(tx, *id, corps).await?)))
        .await
}
