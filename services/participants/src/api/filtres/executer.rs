//! `POST /v1/filtres/{id}/execution`.

use actix_web::{
    HttpResponse, post,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::ParticipantLire};
use kernel::{FiltreId, kind};
use participants_api::ParticipantDto;
use problem::Problem;
use runtime::{
    Journal,
    http::{Commande, Reponse, Vide},
};
use store::Db;

use crate::app;

/// Refaire une recherche gardée
#[utoipa::path(
    operation_id = "filtre_run",
    tag = "participants",
    params(("id" = FiltreId, Path, description = "La recherche gardée")),
    request_body = Vide,
    security(("jeton" = [])),
    extensions(("x-permission" = json!(ParticipantLire::NOM))),
    responses((status = 200, body = Vec<ParticipantDto>))
)]
#[post("/v1/filtres/{id}/execution")]
pub(crate) async fn handler(
    grant: Grant<ParticipantLire>,
    id: Path<FiltreId>,
    db: Data<Db>,
    journal: Data<Journal>,
    commande: Commande<Vide>,
) -> Result<HttpResponse, Problem> {
    commande
        .executer(&db, &grant, async |tx, _corps| {
            let done = app::recherche::executer(tx, *id).await?;
            journal.lecture::<kind::Participant>(&grant, "filtre_run", None).await;
            Ok(Reponse::ok(done))
        })
        .await
}
