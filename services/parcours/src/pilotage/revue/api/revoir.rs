//! `POST /v1/parcours/{id}/revues`.

use actix_web::web::{Data, Path};
use auth::{Grant, Scope, permission::ParcoursGerer};
use clients::ParticipantsClient;
use kernel::ParcoursId;
use parcours_api::{NouvelleRevue, ParcoursDto};
use problem::Problem;
use runtime::http::{Commande, Reponse, operation};
use store::Db;

use crate::pilotage::{revue::app, vue};

/// Revoir un parcours long
///
/// Poursuite, réorientation ou sortie, avec ce à quoi le parcours est arrivé. Là où une instance en décide, c’est une
/// proposition qui lui est présentée : la revue est faite quand elle l’accorde.
#[operation(post "/v1/parcours/{id}/revues", refuses(TransitionInterdite))]
pub(crate) async fn parcours_review(
    grant: Grant<ParcoursGerer>,
    id: Path<ParcoursId>,
    db: Data<Db>,
    participants: Data<ParticipantsClient>,
    commande: Commande<NouvelleRevue>,
) -> Result<Reponse<ParcoursDto>, Problem> {
    let done = commande
        .executer(&db, &grant, async |tx, corps| {
            app::revoir(tx, *id, corps).await?;
            Ok(Reponse::ok(vue::app::voir(tx, *id).await?))
        })
        .await?;
    Ok(participants.nommer(grant.territoire(), done).await)
}
