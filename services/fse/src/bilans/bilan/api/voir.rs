//! `GET /v1/operations/{id}/bilan`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::BilanLire};
use fse_api::Bilan;
use kernel::OperationId;
use problem::Problem;
use runtime::http::{Reponse, operation};
use store::Db;

use crate::bilans::bilan::app;

/// Lire le bilan d'une opération
///
/// Indicateurs par sexe avec les participations derrière chaque chiffre, temps certifié, coûts, montant FSE et montant à risque.
#[operation(get "/v1/operations/{id}/bilan", tag = "bilans")]
pub(crate) async fn bilan_view(
    grant: Grant<BilanLire>,
    id: Path<OperationId>,
    db: Data<Db>,
) -> Result<Reponse<Bilan>, Problem> {
    db.read(&grant, async |tx| app::calculer(tx, *id).await).await.map(Reponse::ok)
}
