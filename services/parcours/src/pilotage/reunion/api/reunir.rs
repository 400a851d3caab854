//! `POST /v1/parcours/{id}/reunion`.

use actix_web::web::{Data, Path};
use auth::{Grant, Scope, permission::ParticipantFusionner};
use clients::ParticipantsClient;
use kernel::ParcoursId;
use parcours_api::{ParcoursDto, ReunionParcours};
use problem::Problem;
use runtime::http::{Commande, Reponse, operation};
use store::Db;

use crate::pilotage::reunion::app;

/// Réunir deux parcours d’une même personne
///
/// Celui-ci continue ; l’autre se termine à ce jour et se lit toujours, avec ses étapes. Leurs dossiers peuvent alors
/// être fusionnés.
#[operation(post "/v1/parcours/{id}/reunion", refuses(TransitionInterdite))]
pub(crate) async fn parcours_merge(
    grant: Grant<ParticipantFusionner>,
    id: Path<ParcoursId>,
    db: Data<Db>,
    participants: Data<ParticipantsClient>,
    commande: Commande<ReunionParcours>,
) -> Result<Reponse<ParcoursDto>, Problem> {
    let done =
        commande.executer(&db, &grant, async |tx, corps| Ok(Reponse::ok(app::reunir(tx, *id, corps).await?))).await?;
    Ok(participants.nommer(grant.territoire(), done).await)
}
