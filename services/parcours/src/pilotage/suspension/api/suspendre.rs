//! `POST /v1/parcours/{id}/suspensions`.

use actix_web::web::{Data, Path};
use auth::{Grant, Scope, permission::ParcoursGerer};
use clients::ParticipantsClient;
use kernel::ParcoursId;
use parcours_api::{NouvelleSuspension, ParcoursDto};
use problem::Problem;
use runtime::http::{Commande, Reponse, operation};
use store::Db;

use crate::pilotage::{suspension::app, vue};

/// Suspendre un parcours, ou le mettre en veille
///
/// Une suspension a un dernier jour ; une veille peut n’en pas avoir. Là où une instance en décide, le parcours ne change pas
/// avant qu’elle accorde la demande, que `demandes` montre.
#[operation(post "/v1/parcours/{id}/suspensions", refuses(TransitionInterdite, Chevauchement))]
pub(crate) async fn suspension_create(
    grant: Grant<ParcoursGerer>,
    id: Path<ParcoursId>,
    db: Data<Db>,
    participants: Data<ParticipantsClient>,
    commande: Commande<NouvelleSuspension>,
) -> Result<Reponse<ParcoursDto>, Problem> {
    let done = commande
        .executer(&db, &grant, async |tx, corps| {
            app::suspendre(tx, *id, corps).await?;
            Ok(Reponse::ok(vue::app::voir(tx, *id).await?))
        })
        .await?;
    Ok(participants.nommer(grant.territoire(), done).await)
}
