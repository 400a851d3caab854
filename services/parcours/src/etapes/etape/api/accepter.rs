//! `POST /v1/etapes/{id}/acceptation`.

use actix_web::web::{Data, Path};
use auth::{Grant, Scope, permission::EtapeDeclarer};
use clients::ParticipantsClient;
use kernel::EtapeId;
use parcours_api::EtapeDto;
use problem::Problem;
use runtime::http::{Commande, Reponse, Vide, operation};
use store::Db;

use crate::etapes::etape::app;

/// Accepter une étape
#[operation(post "/v1/etapes/{id}/acceptation", refuses(TransitionInterdite))]
pub(crate) async fn etape_accept(
    grant: Grant<EtapeDeclarer>,
    id: Path<EtapeId>,
    db: Data<Db>,
    participants: Data<ParticipantsClient>,
    commande: Commande<Vide>,
) -> Result<Reponse<EtapeDto>, Problem> {
    let done = commande.executer(&db, &grant, async |tx, _| Ok(Reponse::ok(app::accepter(tx, *id).await?))).await?;
    Ok(participants.nommer(grant.territoire(), done).await)
}
