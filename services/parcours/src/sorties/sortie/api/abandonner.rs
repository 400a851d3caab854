//! `POST /v1/sorties/{id}/abandon`.

use actix_web::web::{Data, Path};
use auth::{Grant, Scope, permission::SortieDeclarer};
use clients::ParticipantsClient;
use kernel::SortieId;
use parcours_api::{AbandonSortie, SortieDto};
use problem::Problem;
use runtime::http::{Commande, Reponse, operation};
use store::Db;

use crate::sorties::sortie::app;

/// Cesser de suivre une sortie
///
/// Le justificatif n’est jamais venu, la personne refuse ou reste injoignable, ou elle part autrement : la sortie n’est pas
/// positive, les jours suivis le restent, et le parcours reprend, qui peut alors se terminer autrement.
#[operation(post "/v1/sorties/{id}/abandon", refuses(TransitionInterdite))]
pub(crate) async fn sortie_abandon(
    grant: Grant<SortieDeclarer>,
    id: Path<SortieId>,
    db: Data<Db>,
    participants: Data<ParticipantsClient>,
    commande: Commande<AbandonSortie>,
) -> Result<Reponse<SortieDto>, Problem> {
    let done = commande
        .executer(&db, &grant, async |tx, corps| Ok(Reponse::ok(app::abandonner(tx, *id, corps).await?)))
        .await?;
    Ok(participants.nommer(grant.territoire(), done).await)
}
