//! `POST /v1/participations/{id}/questionnaire-sortie`.

use actix_web::{
    HttpResponse, post,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::ParticipationGerer};
use fse_api::{ParticipationDto, QuestionnaireSortie};
use kernel::ParticipationId;
use problem::Problem;
use runtime::http::{Commande, Reponse};
use store::Db;

use crate::app;

/// Enregistrer les réponses à la sortie
///
/// Elles comptent dans les quatre semaines qui suivent la sortie de l’opération.
#[utoipa::path(
    operation_id = "questionnaire_sortie_create",
    tag = "participations",
    params(("id" = ParticipationId, Path, description = "La participation")),
    request_body = QuestionnaireSortie,
    security(("jeton" = [])),
    extensions(("x-permission" = json!(ParticipationGerer::NOM))),
    responses((status = 200, body = ParticipationDto))
)]
#[post("/v1/participations/{id}/questionnaire-sortie")]
pub(crate) async fn handler(
    grant: Grant<ParticipationGerer>,
    id: Path<ParticipationId>,
    db: Data<Db>,
    commande: Commande<QuestionnaireSortie>,
) -> Result<HttpResponse, Problem> {
    commande
        .executer(&db, &grant, async |tx, reponses| {
            Ok(Reponse::ok(app::participations::repondre_sortie(tx, *id, reponses).await?))
        })
        .await
}
