//! `POST /v1/parcours/{id}/qualifications`.

use actix_web::web::{Data, Path};
use auth::{Grant, Scope, permission::ParcoursGerer};
use clients::ParticipantsClient;
use kernel::ParcoursId;
use parcours_api::{NouvelleQualification, QualificationDto};
use problem::Problem;
use runtime::http::{Commande, Reponse, operation};
use store::Db;

use crate::pilotage::qualification::app;

/// Qualifier une personne du portefeuille
///
/// Proche de l’emploi, en construction, bloquée ou à réorienter : dans quel entretien, ce qui est décidé et ce qui suit. Les
/// qualifications d’avant restent.
#[operation(post "/v1/parcours/{id}/qualifications", tag = "parcours", refuses(TransitionInterdite))]
pub(crate) async fn qualification_create(
    grant: Grant<ParcoursGerer>,
    id: Path<ParcoursId>,
    db: Data<Db>,
    participants: Data<ParticipantsClient>,
    commande: Commande<NouvelleQualification>,
) -> Result<Reponse<QualificationDto>, Problem> {
    let done = commande
        .executer(&db, &grant, async |tx, corps| Ok(Reponse::ok(app::qualifier(tx, *id, corps).await?)))
        .await?;
    Ok(participants.nommer(grant.territoire(), done).await)
}
