//! `GET /v1/feuilles/{id}`.

use actix_web::{
    get,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::TempsLire};
use emargement_api::FeuilleDto;
use kernel::FeuilleId;
use problem::Problem;
use runtime::http::Reponse;
use store::Db;

use crate::app;

/// Lire une feuille de temps
///
/// Avec ce qui la contredit.
#[utoipa::path(
    operation_id = "feuille_view",
    tag = "temps",
    params(("id" = FeuilleId, Path, description = "La feuille de temps")),
    security(("jeton" = [])),
    extensions(("x-permission" = json!(TempsLire::NOM))),
    responses((status = 200, body = FeuilleDto))
)]
#[get("/v1/feuilles/{id}")]
pub(crate) async fn handler(
    grant: Grant<TempsLire>,
    id: Path<FeuilleId>,
    db: Data<Db>,
) -> Result<Reponse<FeuilleDto>, Problem> {
    db.read(&grant, async |tx| app::feuilles::voir(tx, *id).await).await.map(Reponse::ok)
}
