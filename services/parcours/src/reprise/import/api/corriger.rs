//! `POST /v1/imports-de-parcours/{id}/corrections`.

use actix_web::web::{Data, Path};
use auth::{Grant, Scope, permission::ImportGerer};
use clients::ParticipantsClient;
use kernel::ImportId;
use parcours_api::LigneReprise;
use problem::Problem;
use runtime::http::{Commande, Reponse, operation};
use store::Db;
use suite_api::CorrectionLigne;

use crate::reprise::import::app;

/// Corriger une ligne d'un import de parcours
///
/// Remplace des cellules, puis relit la ligne.
#[operation(post "/v1/imports-de-parcours/{id}/corrections", tag = "imports")]
pub(crate) async fn import_parcours_line_correct(
    grant: Grant<ImportGerer>,
    id: Path<ImportId>,
    db: Data<Db>,
    participants: Data<ParticipantsClient>,
    commande: Commande<CorrectionLigne>,
) -> Result<Reponse<LigneReprise>, Problem> {
    let done = commande
        .executer(&db, &grant, async |tx, corps| Ok(Reponse::ok(app::lignes::corriger(tx, *id, corps).await?)))
        .await?;
    Ok(participants.nommer(grant.territoire(), done).await)
}
