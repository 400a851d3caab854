//! `POST /v1/sorties/{id}/rupture`.

use actix_web::web::{Data, Path};
use auth::{Grant, Scope, permission::SortieDeclarer};
use clients::ParticipantsClient;
use kernel::SortieId;
use parcours_api::{RuptureSortie, SortieDto};
use problem::Problem;
use runtime::http::{Commande, Reponse, operation};
use store::Db;

use crate::sorties::sortie::app;

/// Constater que l’emploi n’a pas tenu
///
/// Avant le terme, le parcours reprend en accompagnement.
#[operation(post "/v1/sorties/{id}/rupture", refuses(TransitionInterdite))]
pub(crate) async fn sortie_break(
    grant: Grant<SortieDeclarer>,
    id: Path<SortieId>,
    db: Data<Db>,
    participants: Data<ParticipantsClient>,
    commande: Commande<RuptureSortie>,
) -> Result<Reponse<SortieDto>, Problem> {
    let done =
        commande.executer(&db, &grant, async |tx, corps| Ok(Reponse::ok(app::rompre(tx, *id, corps).await?))).await?;
    Ok(participants.nommer(grant.territoire(), done).await)
}
