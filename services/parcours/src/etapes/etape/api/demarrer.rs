//! `POST /v1/etapes/{id}/demarrage`.

use actix_web::web::{Data, Path};
use auth::{Grant, Scope, permission::EtapeDeclarer};
use clients::ParticipantsClient;
use kernel::EtapeId;
use parcours_api::{DateEtape, EtapeDto};
use problem::Problem;
use runtime::http::{Commande, Reponse, operation};
use store::Db;

use crate::etapes::etape::app;

/// Démarrer une étape
#[operation(post "/v1/etapes/{id}/demarrage", refuses(TransitionInterdite))]
pub(crate) async fn etape_start(
    grant: Grant<EtapeDeclarer>,
    id: Path<EtapeId>,
    db: Data<Db>,
    participants: Data<ParticipantsClient>,
    commande: Commande<DateEtape>,
) -> Result<Reponse<EtapeDto>, Problem> {
    let done =
        commande.executer(&db, &grant, async |tx, corps| Ok(Reponse::ok(app::demarrer(tx, *id, corps).await?))).await?;
    Ok(participants.nommer(grant.territoire(), done).await)
}
