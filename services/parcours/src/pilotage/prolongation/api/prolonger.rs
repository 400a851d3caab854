//! `POST /v1/parcours/{id}/prolongations`.

use actix_web::web::{Data, Path};
use auth::{Grant, Scope, permission::ParcoursGerer};
use clients::ParticipantsClient;
use kernel::ParcoursId;
use parcours_api::{NouvelleProlongation, ParcoursDto};
use problem::Problem;
use runtime::http::{Commande, Reponse, operation};
use store::Db;

use crate::pilotage::{prolongation::app, vue};

/// Prolonger un accompagnement
///
/// Au-delà de la durée que le référentiel fixe, jusqu’à un jour qu’il permet. Là où une instance en décide, la fin du droit ne
/// change pas avant qu’elle accorde la demande.
#[operation(post "/v1/parcours/{id}/prolongations", refuses(TransitionInterdite))]
pub(crate) async fn parcours_prolong(
    grant: Grant<ParcoursGerer>,
    id: Path<ParcoursId>,
    db: Data<Db>,
    participants: Data<ParticipantsClient>,
    commande: Commande<NouvelleProlongation>,
) -> Result<Reponse<ParcoursDto>, Problem> {
    let done = commande
        .executer(&db, &grant, async |tx, corps| {
            app::prolonger(tx, *id, corps).await?;
            Ok(Reponse::ok(vue::app::voir(tx, *id).await?))
        })
        .await?;
    Ok(participants.nommer(grant.territoire(), done).await)
}
