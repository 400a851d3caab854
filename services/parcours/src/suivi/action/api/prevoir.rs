//! `POST /v1/parcours/{id}/actions`.

use actix_web::web::{Data, Path};
use auth::{Grant, Scope, permission::ParcoursGerer};
use clients::ParticipantsClient;
use kernel::ParcoursId;
use parcours_api::{ActionDto, ActionPrevueParcours};
use problem::Problem;
use runtime::http::{Commande, Cree, operation};
use store::Db;

use crate::suivi::action::app;

/// Prévoir une ligne du plan d’action
///
/// Un objectif ou une action : quoi, par qui, pour quand, le frein et l’étape auxquels cela répond. Sans détail médical.
#[operation(post "/v1/parcours/{id}/actions", tag = "parcours", refuses(TransitionInterdite))]
pub(crate) async fn action_create(
    grant: Grant<ParcoursGerer>,
    id: Path<ParcoursId>,
    db: Data<Db>,
    participants: Data<ParticipantsClient>,
    commande: Commande<ActionPrevueParcours>,
) -> Result<Cree<ActionDto>, Problem> {
    let done = commande
        .executer(&db, &grant, async |tx, ecrit| {
            let action = app::prevoir(tx, *id, ecrit).await?;
            Ok(Cree::a(format!("/v1/actions/{}", action.id), action))
        })
        .await?;
    Ok(participants.nommer(grant.territoire(), done).await)
}
