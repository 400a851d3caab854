//! `POST /v1/reperages`.

use actix_web::web::Data;
use auth::{Grant, permission::CandidatureDeposer};
use participants_api::{NouveauReperage, ReperageDto};
use problem::Problem;
use runtime::http::{Commande, Cree, operation};
use store::Db;

use crate::entree::reperage::app;

/// Noter une personne repérée
///
/// Le strict nécessaire pour la retrouver, avant toute candidature : sur quel fondement, et jusqu’à quand c’est gardé.
#[operation(post "/v1/reperages", tag = "candidatures")]
pub(crate) async fn reperage_create(
    grant: Grant<CandidatureDeposer>,
    db: Data<Db>,
    commande: Commande<NouveauReperage>,
) -> Result<Cree<ReperageDto>, Problem> {
    commande
        .executer(&db, &grant, async |tx, nouveau| {
            let done = app::noter(tx, nouveau).await?;
            Ok(Cree::a(format!("/v1/reperages/{}", done.id), done))
        })
        .await
}
