//! `GET /v1/feuilles/{id}`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::TempsLire};
use emargement_api::FeuilleDto;
use kernel::FeuilleId;
use problem::Problem;
use runtime::http::{Reponse, operation};
use store::Db;

use crate::temps::feuille::app;

/// Lire une feuille de temps
///
/// Avec ce qui la contredit.
#[operation(get "/v1/feuilles/{id}", tag = "temps")]
pub(crate) async fn feuille_view(
    grant: Grant<TempsLire>,
    id: Path<FeuilleId>,
    db: Data<Db>,
) -> Result<Reponse<FeuilleDto>, Problem> {
    db.read(&grant, async |tx| app::voir(tx, *id).await).await.map(Reponse::ok)
}
