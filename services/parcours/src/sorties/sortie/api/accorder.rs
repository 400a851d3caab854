//! `POST /v1/sorties/{id}/accord`.

use actix_web::web::{Data, Path};
use auth::{Grant, Scope, permission::SortieDeclarer};
use clients::ParticipantsClient;
use kernel::SortieId;
use parcours_api::{AccordSortie, SortieDto};
use problem::Problem;
use runtime::http::{Commande, Reponse, operation};
use store::Db;

use crate::sorties::sortie::app;

/// Recueillir l’accord de la personne
///
/// La sortie se décide avec elle ; le référentiel dit où son accord est exigé.
#[operation(post "/v1/sorties/{id}/accord", refuses(TransitionInterdite))]
pub(crate) async fn sortie_agree(
    grant: Grant<SortieDeclarer>,
    id: Path<SortieId>,
    db: Data<Db>,
    participants: Data<ParticipantsClient>,
    commande: Commande<AccordSortie>,
) -> Result<Reponse<SortieDto>, Problem> {
    let done =
        commande.executer(&db, &grant, async |tx, corps| Ok(Reponse::ok(app::accorder(tx, *id, corps).await?))).await?;
    Ok(participants.nommer(grant.territoire(), done).await)
}
