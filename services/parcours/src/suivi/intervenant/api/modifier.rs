//! `PATCH /v1/intervenants/{id}`.

use actix_web::web::{Data, Path};
use auth::{Grant, Scope, permission::ParcoursGerer};
use clients::ParticipantsClient;
use kernel::IntervenantId;
use parcours_api::{IntervenantDto, IntervenantEcrit};
use problem::Problem;
use runtime::http::{Commande, Reponse, Retouche, SiVersion, operation};
use store::Db;

use crate::suivi::intervenant::app;

/// Modifier un intervenant
///
/// Ce qui n’est pas nommé reste (RFC 7396). Refusé si quelqu’un l’a modifié
/// depuis la lecture.
#[operation(patch "/v1/intervenants/{id}", tag = "parcours", versioned, refuses(TransitionInterdite))]
pub(crate) async fn intervenant_update(
    grant: Grant<ParcoursGerer>,
    id: Path<IntervenantId>,
    version: SiVersion,
    db: Data<Db>,
    participants: Data<ParticipantsClient>,
    commande: Commande<Retouche<IntervenantEcrit>>,
) -> Result<Reponse<IntervenantDto>, Problem> {
    let done = commande
        .executer(&db, &grant, async |tx, retouche| {
            let changed = app::modifier(tx, *id, &version.0, retouche).await?;
            let version = changed.version;
            Ok(Reponse::ok(changed).version(version))
        })
        .await?;
    Ok(participants.nommer(grant.territoire(), done).await)
}
