//! `POST /v1/participants/{id}/obligations`.

use actix_web::{
    HttpResponse, post,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::ObligationPoser};
use kernel::ParticipantId;
use participants_api::{ConservationDto, Obligation};
use problem::Problem;
use runtime::http::{Commande, Reponse};
use store::Db;

use crate::app;

/// Poser une obligation de conservation
///
/// Ce qu'un financeur oblige à conserver : l'effacement et l'anonymisation attendent ce jour.
#[utoipa::path(
    operation_id = "obligation_create",
    tag = "droits",
    params(("id" = ParticipantId, Path, description = "Le participant")),
    request_body = Obligation,
    security(("jeton" = [])),
    extensions(("x-permission" = json!(ObligationPoser::NOM))),
    responses((status = 201, body = ConservationDto))
)]
#[post("/v1/participants/{id}/obligations")]
pub(crate) async fn handler(
    grant: Grant<ObligationPoser>,
    id: Path<ParticipantId>,
    db: Data<Db>,
    commande: Commande<Obligation>,
) -> Result<HttpResponse, Problem> {
    commande
        .executer(&db, &grant, async |tx, corps| {
            let done = app::droits::obliger(tx, *id, corps).await?;
            Ok(Reponse::cree(format!("/v1/participants/{id}/conservation"), done))
        })
        .await
}
