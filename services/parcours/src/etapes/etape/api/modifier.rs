//! `PATCH /v1/etapes/{id}`.

use actix_web::web::{Data, Path};
use auth::{Grant, Scope, permission::EtapeGerer};
use clients::ParticipantsClient;
use kernel::EtapeId;
use parcours_api::{EtapeDto, PlanEtape};
use problem::Problem;
use runtime::http::{Commande, Reponse, Retouche, SiVersion, operation};
use store::Db;

use crate::etapes::etape::app;

/// Modifier une étape
///
/// Son intitulé et ses dates, tant qu’elle n’est pas terminée. Ce qui n’est pas nommé reste (RFC 7396). Refusé si quelqu’un
/// l’a modifiée depuis la lecture.
#[operation(patch "/v1/etapes/{id}", versioned, refuses(TransitionInterdite))]
pub(crate) async fn etape_update(
    grant: Grant<EtapeGerer>,
    id: Path<EtapeId>,
    version: SiVersion,
    db: Data<Db>,
    participants: Data<ParticipantsClient>,
    commande: Commande<Retouche<PlanEtape>>,
) -> Result<Reponse<EtapeDto>, Problem> {
    let done = commande
        .executer(&db, &grant, async |tx, retouche| {
            let changed = app::modifier(tx, *id, &version.0, retouche).await?;
            let version = changed.version;
            Ok(Reponse::ok(changed).version(version))
        })
        .await?;
    Ok(participants.nommer(grant.territoire(), done).await)
}
