//! `GET /v1/feuilles/{id}/registre`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::TempsLire};
use emargement_api::FeuilleScellee;
use kernel::FeuilleId;
use problem::Problem;
use runtime::http::{Reponse, operation};
use store::Db;

use crate::temps::feuille::app;

/// Lire ce que le registre a scellé d’une feuille de temps
///
/// Chaque signature et chaque réouverture, avec son rang et son empreinte.
#[operation(get "/v1/feuilles/{id}/registre", tag = "temps")]
pub(crate) async fn feuille_prove(
    grant: Grant<TempsLire>,
    id: Path<FeuilleId>,
    db: Data<Db>,
) -> Result<Reponse<Vec<FeuilleScellee>>, Problem> {
    db.read(&grant, async |tx| app::prouver(tx, *id).await).await.map(Reponse::ok)
}
