//! `POST /v1/fusions/{id}/annulation`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::ParticipantFusionner};
use kernel::FusionId;
use participants_api::FusionDto;
use problem::Problem;
use runtime::http::{Commande, Reponse, Vide, operation};
use store::Db;

use crate::reprise::fusion::app;

/// Annuler une fusion
#[operation(post "/v1/fusions/{id}/annulation", tag = "participants")]
pub(crate) async fn participant_unmerge(
    grant: Grant<ParticipantFusionner>,
    id: Path<FusionId>,
    db: Data<Db>,
    commande: Commande<Vide>,
) -> Result<Reponse<FusionDto>, Problem> {
    commande
        .executer(&db, &grant, async |tx, _corps| {
            let done = app::separer(tx, *id).await?;
            Ok(Reponse::ok(done))
        })
        .await
}
