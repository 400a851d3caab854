//! `POST /v1/consentements/{id}/retrait`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::SituationGerer};
use kernel::ConsentementId;
use participants_api::{ConsentementDto, Retrait};
use problem::Problem;
use runtime::http::{Commande, Reponse, operation};
use store::Db;

use crate::dossier::consentement::app;

/// Retirer un accord
#[operation(post "/v1/consentements/{id}/retrait", tag = "droits")]
pub(crate) async fn consentement_withdraw(
    grant: Grant<SituationGerer>,
    id: Path<ConsentementId>,
    db: Data<Db>,
    commande: Commande<Retrait>,
) -> Result<Reponse<Vec<ConsentementDto>>, Problem> {
    commande
        .executer(&db, &grant, async |tx, corps| {
            let done = app::retirer(tx, *id, corps).await?;
            Ok(Reponse::ok(done))
        })
        .await
}
