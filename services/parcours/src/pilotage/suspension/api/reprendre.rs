//! `POST /v1/suspensions/{id}/reprise`.

use actix_web::web::{Data, Path};
use auth::{Grant, Scope, permission::ParcoursGerer};
use clients::ParticipantsClient;
use kernel::SuspensionId;
use parcours_api::{RepriseAccompagnement, SuspensionDto};
use problem::Problem;
use runtime::http::{Commande, Reponse, operation};
use store::Db;

use crate::pilotage::suspension::app;

/// Reprendre l’accompagnement
///
/// Avant le dernier jour prévu de la suspension, ou pour mettre fin à une veille. Là où une instance en décide, rien ne
/// change avant qu’elle accorde la demande.
#[operation(post "/v1/suspensions/{id}/reprise", tag = "parcours", refuses(TransitionInterdite))]
pub(crate) async fn suspension_resume(
    grant: Grant<ParcoursGerer>,
    id: Path<SuspensionId>,
    db: Data<Db>,
    participants: Data<ParticipantsClient>,
    commande: Commande<RepriseAccompagnement>,
) -> Result<Reponse<SuspensionDto>, Problem> {
    let done = commande
        .executer(&db, &grant, async |tx, corps| Ok(Reponse::ok(app::reprendre(tx, *id, corps).await?)))
        .await?;
    Ok(participants.nommer(grant.territoire(), done).await)
}
