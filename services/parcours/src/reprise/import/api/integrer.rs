//! `POST /v1/imports-de-parcours/{id}/integration`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::ImportGerer};
use kernel::ImportId;
use problem::Problem;
use runtime::http::{Commande, Reponse, operation};
use store::Db;
use suite_api::{ImportDto, Integration};

use crate::reprise::import::app::Imports;

/// Intégrer les lignes prêtes d'un import de parcours
///
/// Toutes, ou celles que l'on nomme pour essayer. Les lignes rejetées attendent ; renvoyer le même fichier ne crée
/// rien deux fois.
#[operation(post "/v1/imports-de-parcours/{id}/integration", tag = "imports")]
pub(crate) async fn import_parcours_integrate(
    grant: Grant<ImportGerer>,
    id: Path<ImportId>,
    db: Data<Db>,
    commande: Commande<Integration>,
) -> Result<Reponse<ImportDto>, Problem> {
    commande
        .executer(&db, &grant, async |tx, corps| Ok(Reponse::ok(Imports::demander_integration(tx, *id, corps).await?)))
        .await
}
