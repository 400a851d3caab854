//! `POST /v1/participants/{id}/effacement`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::DroitExercer};
use kernel::ParticipantId;
use participants_api::{Demande, ParticipantDto};
use problem::Problem;
use runtime::http::{Commande, Reponse, operation};
use store::Db;

use crate::{dossier::participant, droits::effacement::app, fichiers::Fichiers};

/// Effacer un dossier à la demande de la personne
///
/// Refusé, avec sa raison, tant qu'un financeur oblige à le conserver ou qu'une procédure court. Rien ne nomme
/// plus la personne ; les comptes passés ne changent pas.
#[operation(post "/v1/participants/{id}/effacement", tag = "droits", refuses(EffacementRefuse))]
pub(crate) async fn participant_erase(
    grant: Grant<DroitExercer>,
    id: Path<ParticipantId>,
    db: Data<Db>,
    fichiers: Data<Fichiers>,
    commande: Commande<Demande>,
) -> Result<Reponse<ParticipantDto>, Problem> {
    let mut files = Vec::new();
    let answer = commande
        .executer(&db, &grant, async |tx, demande| {
            files = app::effacer(tx, *id, demande).await?;
            Ok(Reponse::ok(ParticipantDto::from(participant::app::exiger(tx, *id).await?)))
        })
        .await?;
    // Committed: nothing refers to these files any more.
    for emplacement in &files {
        fichiers.oublier(emplacement).await;
    }
    Ok(answer)
}
