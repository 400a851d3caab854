//! `POST /v1/participations/{id}/questionnaire-entree`.

use actix_web::{
    HttpResponse, post,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::ParticipationGerer};
use fse_api::{ParticipationDto, QuestionnaireEntree};
use kernel::ParticipationId;
use problem::Problem;
use runtime::http::{Commande, Reponse};
use store::Db;

use crate::app;

/// Enregistrer les réponses à l'entrée
///
/// Une réponse absente n’est pas un « non » ; une correction est une nouvelle version.
#[utoipa::path(
    operation_id = "questionnaire_entree_create",
    tag = "participations",
    params(("id" = ParticipationId, Path, description = "La participation")),
    request_body = QuestionnaireEntree,
    security(("jeton" = [])),
    extensions(("x-permission" = json!(ParticipationGerer::NOM))),
    responses((status = 200, body = ParticipationDto))
)]
#[post("/v1/participations/{id}/questionnaire-entree")]
pub(crate) async fn handler(
    grant: Grant<ParticipationGerer>,
    id: Path<ParticipationId>,
    db: Data<Db>,
    commande: Commande<QuestionnaireEntree>,
) -> Result<HttpResponse, Problem> {
    commande
        .executer(&db, &grant, async |tx, reponses| {
            Ok(Reponse::ok(app::participations::repondre_entree(tx, *id, reponses).await?))
        })
        .await
}
