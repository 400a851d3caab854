//! `POST /v1/participants/{id}/limitation/levee`.

use actix_web::{
    HttpResponse, post,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::DroitExercer};
use kernel::ParticipantId;
use participants_api::{Demande, ParticipantDto};
use problem::Problem;
use runtime::http::{Commande, Reponse};
use store::Db;

use crate::app;

/// Lever une limitation
#[utoipa::path(
    operation_id = "participant_unrestrict",
    tag = "droits",
    params(("id" = ParticipantId, Path, description = "Le participant")),
    request_body = Demande,
    security(("jeton" = [])),
    extensions(("x-permission" = json!(DroitExercer::NOM))),
    responses((status = 200, body = ParticipantDto))
)]
#[post("/v1/participants/{id}/limitation/levee")]
pub(crate) async fn handler(
    grant: Grant<DroitExercer>,
    id: Path<ParticipantId>,
    db: Data<Db>,
    commande: Commande<Demande>,
) -> Result<HttpResponse, Problem> {
    commande
        .executer(&db, &grant, async |tx, corps| {
            let done = app::droits::lever(tx, *id, corps).await?;
            Ok(Reponse::ok(done))
        })
        .await
}
