//! `POST /v1/commissions/{id}/cloture`.

use actix_web::{
    HttpResponse, post,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::CommissionGerer};
use clients::TerritoiresClient;
use kernel::CommissionId;
use participants_api::{Cloture, CommissionDto};
use problem::Problem;
use runtime::http::{Commande, Reponse};
use store::Db;

use crate::{annuaire, app};

/// Clore une commission
///
/// Fige les décisions, calcule les dates d'entrée et produit le relevé, ses extraits par partenaire et les
/// courriers.
#[utoipa::path(
    operation_id = "commission_close",
    tag = "commissions",
    params(("id" = CommissionId, Path, description = "La commission")),
    request_body = Cloture,
    security(("jeton" = [])),
    extensions(("x-permission" = json!(CommissionGerer::NOM))),
    responses((status = 200, body = CommissionDto))
)]
#[post("/v1/commissions/{id}/cloture")]
pub(crate) async fn handler(
    grant: Grant<CommissionGerer>,
    id: Path<CommissionId>,
    db: Data<Db>,
    territoires: Data<TerritoiresClient>,
    commande: Commande<Cloture>,
) -> Result<HttpResponse, Problem> {
    let annuaire = annuaire::lire(&territoires, &grant).await?;
    commande
        .executer(&db, &grant, async |tx, corps| {
            let done = app::commissions::clore(tx, *id, corps, &annuaire).await?;
            Ok(Reponse::ok(done))
        })
        .await
}
