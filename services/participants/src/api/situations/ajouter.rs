//! `POST /v1/participants/{id}/situations`.

use actix_web::{
    HttpResponse, post,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::SituationGerer};
use kernel::ParticipantId;
use participants_api::{NouvelleSituation, SituationDto};
use problem::Problem;
use runtime::http::{Commande, Reponse};
use store::Db;

use crate::app;

/// Enregistrer une situation
///
/// Une correction est un nouvel enregistrement : rien n’est effacé.
#[utoipa::path(
    operation_id = "situation_create",
    tag = "participants",
    params(("id" = ParticipantId, Path, description = "Le participant")),
    request_body = NouvelleSituation,
    security(("jeton" = [])),
    extensions(("x-permission" = json!(SituationGerer::NOM))),
    responses((status = 201, body = SituationDto))
)]
#[post("/v1/participants/{id}/situations")]
pub(crate) async fn handler(
    grant: Grant<SituationGerer>,
    id: Path<ParticipantId>,
    db: Data<Db>,
    commande: Commande<NouvelleSituation>,
) -> Result<HttpResponse, Problem> {
    commande
        .executer(&db, &grant, async |tx, corps| {
            let done = app::situations::ajouter(tx, *id, corps).await?;
            Ok(Reponse::cree(format!("/v1/participants/{id}/situations"), done))
        })
        .await
}
