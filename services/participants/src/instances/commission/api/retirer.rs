//! `POST /v1/candidatures/{id}/non-entree`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::CandidatureInstruire};
use kernel::CandidatureId;
use participants_api::{CandidatureDto, NonEntree};
use problem::Problem;
use runtime::http::{Commande, Reponse, operation};
use store::Db;

use crate::instances::commission::app;

/// Constater une non-entrée
///
/// La candidature quitte l'ordre du jour de la commission, s'il y a lieu.
#[operation(post "/v1/candidatures/{id}/non-entree")]
pub(crate) async fn candidature_no_entry(
    grant: Grant<CandidatureInstruire>,
    id: Path<CandidatureId>,
    db: Data<Db>,
    commande: Commande<NonEntree>,
) -> Result<Reponse<CandidatureDto>, Problem> {
    commande
        .executer(&db, &grant, async |tx, corps| {
            let done = app::retirer(tx, *id, corps).await?;
            Ok(Reponse::ok(done))
        })
        .await
}
