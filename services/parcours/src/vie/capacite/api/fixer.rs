//! `POST /v1/capacites`.

use actix_web::web::Data;
use auth::{Grant, permission::CapaciteFixer};
use parcours_api::CapaciteReferent;
use problem::Problem;
use runtime::http::{Commande, Reponse, operation};
use store::Db;

use crate::vie::capacite::app;

/// Dire le temps de travail d’un référent
///
/// La file active le compare à la norme du territoire.
#[operation(post "/v1/capacites", tag = "parcours")]
pub(crate) async fn capacite_set(
    grant: Grant<CapaciteFixer>,
    db: Data<Db>,
    commande: Commande<CapaciteReferent>,
) -> Result<Reponse<CapaciteReferent>, Problem> {
    commande
        .executer(&db, &grant, async |tx, capacite| {
            app::fixer(tx, capacite).await?;
            Ok(Reponse::ok(capacite))
        })
        .await
}
