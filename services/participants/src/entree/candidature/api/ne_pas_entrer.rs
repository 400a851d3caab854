//! `POST /v1/candidatures/{id}/non-entree`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::CandidatureInstruire};
use kernel::CandidatureId;
use participants_api::{CandidatureDto, NonEntree};
use problem::Problem;
use runtime::http::{Commande, Reponse, operation};
use store::Db;

use crate::entree::candidature::app;

/// Constater une non-entrée
#[operation(post "/v1/candidatures/{id}/non-entree")]
pub(crate) async fn candidature_no_entry(
    grant: Grant<CandidatureInstruire>,
    id: Path<CandidatureId>,
    db: Data<Db>,
    commande: Commande<NonEntree>,
) -> Result<Reponse<CandidatureDto>, Problem> {
    commande
        .executer(&db, &grant, async |tx, corps| {
            let done = app::ne_pas_entrer(tx, *id, corps).await?;
            Ok(Reponse::ok(done))
        })
        .await
}
