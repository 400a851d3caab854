//! `POST /v1/participants/{id}/limitation/levee`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::DroitExercer};
use kernel::ParticipantId;
use participants_api::{Demande, ParticipantDto};
use problem::Problem;
use runtime::http::{Commande, Reponse, operation};
use store::Db;

use crate::dossier::limitation::app;

/// Lever une limitation
#[operation(post "/v1/participants/{id}/limitation/levee", tag = "droits")]
pub(crate) async fn participant_unrestrict(
    grant: Grant<DroitExercer>,
    id: Path<ParticipantId>,
    db: Data<Db>,
    commande: Commande<Demande>,
) -> Result<Reponse<ParticipantDto>, Problem> {
    commande
        .executer(&db, &grant, async |tx, corps| {
            let done = app::lever(tx, *id, corps).await?;
            Ok(Reponse::ok(done))
        })
        .await
}
