//! `POST /v1/candidatures/{id}/signatures`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::CandidatureInstruire};
use kernel::CandidatureId;
use participants_api::{CandidatureDto, Signature};
use problem::Problem;
use runtime::http::{Commande, Cree, operation};
use store::Db;

use crate::entree::candidature::app;

/// Signer une candidature après son dépôt
///
/// Ce qui manquait au dossier de qui est entré par une action collective.
#[operation(post "/v1/candidatures/{id}/signatures")]
pub(crate) async fn candidature_sign(
    grant: Grant<CandidatureInstruire>,
    id: Path<CandidatureId>,
    db: Data<Db>,
    commande: Commande<Signature>,
) -> Result<Cree<CandidatureDto>, Problem> {
    commande
        .executer(&db, &grant, async |tx, corps| {
            let done = app::signer(tx, *id, corps).await?;
            Ok(Cree::a(format!("/v1/candidatures/{id}"), done))
        })
        .await
}
