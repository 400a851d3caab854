//! `GET /v1/operations/{id}/bilan`.

use actix_web::{
    get,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::BilanLire};
use fse_api::Bilan;
use kernel::OperationId;
use problem::Problem;
use runtime::http::Reponse;
use store::Db;

use crate::app;

/// Lire le bilan d'une opération
///
/// Indicateurs par sexe avec les participations derrière chaque chiffre, temps certifié, coûts, montant FSE et montant à risque.
#[utoipa::path(
    operation_id = "bilan_view",
    tag = "bilans",
    params(("id" = OperationId, Path, description = "L'opération")),
    security(("jeton" = [])),
    extensions(("x-permission" = json!(BilanLire::NOM))),
    responses((status = 200, body = Bilan))
)]
#[get("/v1/operations/{id}/bilan")]
pub(crate) async fn handler(
    grant: Grant<BilanLire>,
    id: Path<OperationId>,
    db: Data<Db>,
) -> Result<Reponse<Bilan>, Problem> {
    db.read(&grant, async |tx| app::bilans::calculer(tx, *id).await).await.map(Reponse::ok)
}
