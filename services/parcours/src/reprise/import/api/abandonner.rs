//! `POST /v1/imports-de-parcours/{id}/abandon`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::ImportGerer};
use imports::Fichiers;
use kernel::ImportId;
use problem::Problem;
use runtime::http::{Commande, Reponse, Vide, operation};
use store::Db;
use suite_api::ImportDto;

use crate::reprise::import::app::Imports;

/// Abandonner un import de parcours
///
/// Les lignes qui ne sont dans aucun parcours sont oubliées. Ce qui est repris reste.
#[operation(post "/v1/imports-de-parcours/{id}/abandon", tag = "imports")]
pub(crate) async fn import_parcours_abandon(
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
