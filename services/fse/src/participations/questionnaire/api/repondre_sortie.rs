//! `POST /v1/participations/{id}/questionnaire-sortie`.

use actix_web::web::{Data, Path};
use auth::{Grant, Scope, permission::ParticipationGerer};
use clients::ParticipantsClient;
use fse_api::{ParticipationDto, QuestionnaireSortie};
use kernel::ParticipationId;
use problem::Problem;
use runtime::http::{Commande, Reponse, operation};
use store::Db;

use crate::participations::participation;

/// Enregistrer les réponses à la sortie
///
/// Elles comptent dans les quatre semaines qui suivent la sortie de l’opération.
#[operation(post "/v1/participations/{id}/questionnaire-sortie")]
pub(crate) async fn questionnaire_sortie_create(
    grant: Grant<ParticipationGerer>,
    id: Path<ParticipationId>,
    db: Data<Db>,
    participants: Data<ParticipantsClient>,
    commande: Commande<QuestionnaireSortie>,
) -> Result<Reponse<ParticipationDto>, Problem> {
    let done = commande
        .executer(&db, &grant, async |tx, reponses| {
            Ok(Reponse::ok(participation::app::repondre_sortie(tx, *id, reponses).await?))
        })
        .await?;
    Ok(participants.nommer(grant.territoire(), done).await)
}
