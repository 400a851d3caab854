//! `POST /v1/commissions/{id}/corrections`.

use actix_web::{
    HttpResponse, post,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::CommissionGerer};
use clients::TerritoiresClient;
use kernel::CommissionId;
use participants_api::{CommissionDto, CorrectionDecision};
use problem::Problem;
use runtime::http::{Commande, Reponse};
use store::Db;

use crate::{annuaire, app};

/// Corriger une décision
///
/// Une correction est une nouvelle décision : l'ancienne reste, avec son motif.
#[utoipa::path(
    operation_id = "commission_correct",
    tag = "commissions",
    params(("id" = CommissionId, Path, description = "La commission")),
    request_body = CorrectionDecision,
    security(("jeton" = [])),
    extensions(("x-permission" = json!(CommissionGerer::NOM))),
    responses((status = 201, body = CommissionDto))
)]
#[post("/v1/commissions/{id}/corrections")]
pub(crate) async fn handler(
    grant: Grant<CommissionGerer>,
    id: Path<CommissionId>,
    db: Data<Db>,
    territoires: Data<TerritoiresClient>,
    commande: Commande<CorrectionDecision>,
) -> Result<HttpResponse, Problem> {
    let annuaire = annuaire::lire(&territoires, &grant).await?;
    commande
        .executer(&db, &grant, async |tx, corps| {
            let done = app::commissions::corriger(tx, *id, corps, &annuaire).await?;
            Ok(Reponse::cree(format!("/v1/commissions/{id}"), done))
        })
        .await
}
