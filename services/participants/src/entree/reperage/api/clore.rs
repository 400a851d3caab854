//! `POST /v1/reperages/{id}/cloture`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::CandidatureDeposer};
use kernel::ReperageId;
use participants_api::{ClotureReperage, ReperageDto};
use problem::Problem;
use runtime::http::{Commande, Reponse, operation};
use store::Db;

use crate::entree::reperage::app;

/// Clore un repérage sans suite
#[operation(post "/v1/reperages/{id}/cloture", tag = "candidatures")]
pub(crate) async fn reperage_close(
    grant: Grant<CandidatureDeposer>,
    id: Path<ReperageId>,
    db: Data<Db>,
    commande: Commande<ClotureReperage>,
) -> Result<Reponse<ReperageDto>, Problem> {
    commande
        .executer(&db, &grant, async |tx, cloture| {
            let done = app::clore(tx, *id, cloture).await?;
            Ok(Reponse::ok(done))
        })
        .await
}
