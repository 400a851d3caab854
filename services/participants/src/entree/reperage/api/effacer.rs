//! `POST /v1/reperages/{id}/effacement`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::CandidatureDeposer};
use kernel::ReperageId;
use participants_api::ReperageEfface;
use problem::Problem;
use runtime::http::{Commande, Reponse, Vide, operation};
use store::Db;

use crate::entree::reperage::app;

/// Effacer le repérage d’une personne qui le demande
#[operation(post "/v1/reperages/{id}/effacement", tag = "candidatures")]
pub(crate) async fn reperage_erase(
    grant: Grant<CandidatureDeposer>,
    id: Path<ReperageId>,
    db: Data<Db>,
    commande: Commande<Vide>,
) -> Result<Reponse<ReperageEfface>, Problem> {
    commande
        .executer(&db, &grant, async |tx, _corps| {
            let done = app::effacer(tx, *id).await?;
            Ok(Reponse::ok(done))
        })
        .await
}
