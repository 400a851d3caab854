//! `POST /v1/suspensions/{id}/correction`.

use actix_web::web::{Data, Path};
use auth::{Grant, Scope, permission::ParcoursGerer};
use clients::ParticipantsClient;
use kernel::SuspensionId;
use parcours_api::{CorrectionSuspension, SuspensionDto};
use problem::Problem;
use runtime::http::{Commande, Reponse, operation};
use store::Db;

use crate::pilotage::suspension::app;

/// Corriger une suspension ou une veille
///
/// Aussi une fois passée : d’autres jours, un autre motif, ou `suspension` à `null` quand elle n’a jamais eu lieu. Ce qui en
/// était dit reste dans son historique. Là où une instance décide des suspensions, rien ne change avant qu’elle accorde la
/// demande.
#[operation(post "/v1/suspensions/{id}/correction", tag = "parcours", refuses(TransitionInterdite, Chevauchement))]
pub(crate) async fn suspension_correct(
    grant: Grant<ParcoursGerer>,
    id: Path<SuspensionId>,
    db: Data<Db>,
    participants: Data<ParticipantsClient>,
    commande: Commande<CorrectionSuspension>,
) -> Result<Reponse<SuspensionDto>, Problem> {
    let done =
        commande.executer(&db, &grant, async |tx, corps| Ok(Reponse::ok(app::corriger(tx, *id, corps).await?))).await?;
    Ok(participants.nommer(grant.territoire(), done).await)
}
