//! `POST /v1/participants/{id}/limitation`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::DroitExercer};
use kernel::ParticipantId;
use participants_api::{Demande, ParticipantDto};
use problem::Problem;
use runtime::http::{Commande, Reponse, operation};
use store::Db;

use crate::dossier::limitation::app;

/// Limiter le traitement d'un dossier
///
/// Le dossier est conservé et lu, il n'est plus modifié.
#[operation(post "/v1/participants/{id}/limitation", tag = "droits")]
pub(crate) async fn participant_restrict(
    grant: Grant<DroitExercer>,
    id: Path<ParticipantId>,
    db: Data<Db>,
    commande: Commande<Demande>,
) -> Result<Reponse<ParticipantDto>, Problem> {
    commande
        .executer(&db, &grant, async |tx, corps| {
            let done = app::limiter(tx, *id, corps).await?;
            Ok(Reponse::ok(done))
        })
        .await
}
