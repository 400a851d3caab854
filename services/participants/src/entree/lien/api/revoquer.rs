//! `POST /v1/liens/{id}/revocation`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::CandidatureInstruire};
use kernel::LienId;
use participants_api::LienDto;
use problem::Problem;
use runtime::http::{Commande, Reponse, Vide, operation};
use store::Db;

use crate::entree::lien::app;

/// Révoquer un lien de suivi
#[operation(post "/v1/liens/{id}/revocation", tag = "candidatures")]
pub(crate) async fn lien_revoke(
    grant: Grant<CandidatureInstruire>,
    id: Path<LienId>,
    db: Data<Db>,
    commande: Commande<Vide>,
) -> Result<Reponse<LienDto>, Problem> {
    commande
        .executer(&db, &grant, async |tx, _corps| {
            let done = app::revoquer(tx, *id).await?;
            Ok(Reponse::ok(done))
        })
        .await
}
