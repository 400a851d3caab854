//! `POST /v1/etapes/{id}/correction`.

use actix_web::web::{Data, Path};
use auth::{Grant, Scope, permission::EtapeDeclarer};
use clients::ParticipantsClient;
use kernel::EtapeId;
use parcours_api::{CorrectionEtape, EtapeDto};
use problem::Problem;
use runtime::http::{Commande, Reponse, operation};
use store::Db;

use crate::etapes::etape::app;

/// Corriger les dates réelles d’une étape
///
/// Une étape qui a commencé : son premier jour, son dernier jour, ou qu’elle court encore quand elle avait été dite finie. Ce
/// qui en était dit reste dans son historique, avec le motif.
#[operation(post "/v1/etapes/{id}/correction", refuses(TransitionInterdite))]
pub(crate) async fn etape_correct(
    grant: Grant<EtapeDeclarer>,
    id: Path<EtapeId>,
    db: Data<Db>,
    participants: Data<ParticipantsClient>,
    commande: Commande<CorrectionEtape>,
) -> Result<Reponse<EtapeDto>, Problem> {
    let done =
        commande.executer(&db, &grant, async |tx, corps| Ok(Reponse::ok(app::corriger(tx, *id, corps).await?))).await?;
    Ok(participants.nommer(grant.territoire(), done).await)
}
