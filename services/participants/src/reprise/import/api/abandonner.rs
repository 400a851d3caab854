//! `POST /v1/imports/{id}/abandon`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::ImportGerer};
use kernel::ImportId;
use problem::Problem;
use runtime::http::{Commande, Reponse, Vide, operation};
use store::Db;
use suite_api::ImportDto;

use crate::{fichiers::Fichiers, reprise::import::app::Imports};

/// Abandonner un import
///
/// Les lignes qui ne sont dans aucun dossier sont oubliées. Les dossiers restent.
#[operation(post "/v1/imports/{id}/abandon")]
pub(crate) async fn import_abandon(
    grant: Grant<ImportGerer>,
    id: Path<ImportId>,
    db: Data<Db>,
    fichiers: Data<Fichiers>,
    commande: Commande<Vide>,
) -> Result<Reponse<ImportDto>, Problem> {
    let mut file = None;
    let answer = commande
        .executer(&db, &grant, async |tx, _corps| {
            file = Imports::abandonner(tx, *id).await?;
            Ok(Reponse::ok(Imports::voir(tx, *id).await?))
        })
        .await?;
    if let Some(emplacement) = file {
        fichiers.oublier(&emplacement).await;
    }
    Ok(answer)
}
