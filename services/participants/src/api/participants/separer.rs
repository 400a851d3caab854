//! `POST /v1/fusions/{id}/annulation`.

use actix_web::{
    HttpResponse, post,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::ParticipantFusionner};
use kernel::FusionId;
use participants_api::FusionDto;
use problem::Problem;
use runtime::http::{Commande, Reponse, Vide};
use store::Db;

use crate::app;

/// Annuler une fusion
#[utoipa::path(
    operation_id = "participant_unmerge",
    tag = "participants",
    params(("id" = FusionId, Path, description = "La fusion")),
    request_body = Vide,
    security(("jeton" = [])),
    extensions(("x-permission" = json!(ParticipantFusionner::NOM))),
    responses((status = 200, body = FusionDto))
)]
#[post("/v1/fusions/{id}/annulation")]
pub(crate) async fn handler(
    grant: Grant<ParticipantFusionner>,
    id: Path<FusionId>,
    db: Data<Db>,
    commande: Commande<Vide>,
) -> Result<HttpResponse, Problem> {
    commande
        .executer(&db, &grant, async |tx, _corps| {
            let done = app::recherche::separer(tx, *id).await?;
            Ok(Reponse::ok(done))
        })
        .await
}
