//! `POST /v1/etapes/{id}/rupture`.

use actix_web::web::{Data, Path};
use auth::{Grant, Scope, permission::EtapeDeclarer};
use clients::ParticipantsClient;
use kernel::EtapeId;
use parcours_api::{EtapeDto, RuptureEtape};
use problem::Problem;
use runtime::http::{Commande, Reponse, operation};
use store::Db;

use crate::etapes::etape::app;

/// Rompre une étape
///
/// Le référent en est averti aussitôt.
#[operation(post "/v1/etapes/{id}/rupture", refuses(TransitionInterdite))]
pub(crate) async fn etape_break(
    grant: Grant<EtapeDeclarer>,
    id: Path<EtapeId>,
    db: Data<Db>,
    participants: Data<ParticipantsClient>,
    commande: Commande<RuptureEtape>,
) -> Result<Reponse<EtapeDto>, Problem> {
    let done =
        commande.executer(&db, &grant, async |tx, corps| Ok(Reponse::ok(app::rompre(tx, *id, corps).await?))).await?;
    Ok(participants.nommer(grant.territoire(), done).await)
}
