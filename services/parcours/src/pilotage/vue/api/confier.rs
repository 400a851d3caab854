//! `POST /v1/parcours/{id}/referent`.

use actix_web::web::{Data, Path};
use auth::{Grant, Scope, permission::ParcoursConfier};
use clients::ParticipantsClient;
use kernel::ParcoursId;
use parcours_api::{NouveauReferent, ParcoursDto};
use problem::Problem;
use runtime::http::{Commande, Reponse, operation};
use store::Db;

use crate::pilotage::{passation::app, vue};

/// Confier un parcours à un autre référent
///
/// Définitivement, ou pour un temps : le référent d’avant reprend alors le lendemain du dernier jour. La fiche de passation
/// est gardée telle qu’elle est ce jour-là.
#[operation(post "/v1/parcours/{id}/referent", refuses(TransitionInterdite))]
pub(crate) async fn parcours_assign(
    grant: Grant<ParcoursConfier>,
    id: Path<ParcoursId>,
    db: Data<Db>,
    participants: Data<ParticipantsClient>,
    commande: Commande<NouveauReferent>,
) -> Result<Reponse<ParcoursDto>, Problem> {
    let done = commande
        .executer(&db, &grant, async |tx, corps| {
            app::designer(tx, *id, corps).await?;
            Ok(Reponse::ok(vue::app::voir(tx, *id).await?))
        })
        .await?;
    Ok(participants.nommer(grant.territoire(), done).await)
}
