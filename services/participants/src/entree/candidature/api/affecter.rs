//! `POST /v1/candidatures/{id}/affectation`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::CandidatureAffecter};
use kernel::CandidatureId;
use participants_api::{Affectation, CandidatureDto};
use problem::Problem;
use runtime::http::{Commande, Reponse, operation};
use store::Db;

use crate::entree::candidature::app;

/// Affecter une candidature à un référent
///
/// À un référent nommé, ou à celui de `parmi` qui a le moins de dossiers.
#[operation(post "/v1/candidatures/{id}/affectation")]
pub(crate) async fn candidature_assign(
    grant: Grant<CandidatureAffecter>,
    id: Path<CandidatureId>,
    db: Data<Db>,
    commande: Commande<Affectation>,
) -> Result<Reponse<CandidatureDto>, Problem> {
    commande
        .executer(&db, &grant, async |tx, corps| {
            let done = app::affecter(tx, *id, corps).await?;
            Ok(Reponse::ok(done))
        })
        .await
}
