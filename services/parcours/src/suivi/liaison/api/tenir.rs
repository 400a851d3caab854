//! `POST /v1/liaisons/{id}/tenue`.

use actix_web::web::{Data, Path};
use auth::{Grant, Scope, permission::ParcoursGerer};
use clients::ParticipantsClient;
use kernel::LiaisonId;
use parcours_api::{LiaisonDto, TenueLiaison};
use problem::Problem;
use runtime::http::{Commande, Reponse, operation};
use store::Db;

use crate::suivi::liaison::app;

/// Dire qu’un échange a été tenu
///
/// Le jour où il l’a été, et ce qui a été convenu.
#[operation(post "/v1/liaisons/{id}/tenue", tag = "parcours", refuses(TransitionInterdite))]
pub(crate) async fn liaison_hold(
    grant: Grant<ParcoursGerer>,
    id: Path<LiaisonId>,
    db: Data<Db>,
    participants: Data<ParticipantsClient>,
    commande: Commande<TenueLiaison>,
) -> Result<Reponse<LiaisonDto>, Problem> {
    let done =
        commande.executer(&db, &grant, async |tx, corps| Ok(Reponse::ok(app::tenir(tx, *id, corps).await?))).await?;
    Ok(participants.nommer(grant.territoire(), done).await)
}
