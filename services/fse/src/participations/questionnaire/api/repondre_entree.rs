//! `POST /v1/participations/{id}/questionnaire-entree`.

use actix_web::web::{Data, Path};
use auth::{Grant, Scope, permission::ParticipationGerer};
use clients::ParticipantsClient;
use fse_api::{ParticipationDto, QuestionnaireEntree};
use kernel::ParticipationId;
use problem::Problem;
use runtime::http::{Commande, Reponse, operation};
use store::Db;

use crate::participations::participation;

/// Enregistrer les réponses à l'entrée
///
/// Une réponse absente n’est pas un « non » ; une correction est une nouvelle version.
#[operation(post "/v1/participations/{id}/questionnaire-entree")]
pub(crate) async fn questionnaire_entree_create(
    grant: Grant<ParticipationGerer>,
    id: Path<ParticipationId>,
    db: Data<Db>,
    participants: Data<ParticipantsClient>,
    commande: Commande<QuestionnaireEntree>,
) -> Result<Reponse<ParticipationDto>, Problem> {
    let done = commande
        .executer(&db, &grant, async |tx, reponses| {
            Ok(Reponse::ok(participation::app::repondre_entree(tx, *id, reponses).await?))
        })
        .await?;
    Ok(participants.nommer(grant.territoire(), done).await)
}
