//! `PATCH /v1/actions/{id}`.

use actix_web::web::{Data, Path};
use auth::{Grant, Scope, permission::ParcoursGerer};
use clients::ParticipantsClient;
use kernel::ActionId;
use parcours_api::{ActionDto, ActionPrevueParcours};
use problem::Problem;
use runtime::http::{Commande, Reponse, Retouche, SiVersion, operation};
use store::Db;

use crate::suivi::action::app;

/// Modifier une ligne du plan d’action
///
/// Tant qu’elle n’est ni faite ni abandonnée. Ce qui n’est pas nommé reste (RFC 7396). Refusé si quelqu’un l’a modifiée
/// depuis la lecture.
#[operation(patch "/v1/actions/{id}", tag = "parcours", versioned, refuses(TransitionInterdite))]
pub(crate) async fn action_update(
    grant: Grant<ParcoursGerer>,
    id: Path<ActionId>,
    version: SiVersion,
    db: Data<Db>,
    participants: Data<ParticipantsClient>,
    commande: Commande<Retouche<ActionPrevueParcours>>,
) -> Result<Reponse<ActionDto>, Problem> {
    let done = commande
        .executer(&db, &grant, async |tx, retouche| {
            let changed = app::modifier(tx, *id, &version.0, retouche).await?;
            let version = changed.version;
            Ok(Reponse::ok(changed).version(version))
        })
        .await?;
    Ok(participants.nommer(grant.territoire(), done).await)
}
