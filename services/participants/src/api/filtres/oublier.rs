//! `POST /v1/filtres/{id}/oubli`.

use actix_web::{
    HttpResponse, post,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::ParticipantLire};
use kernel::FiltreId;
use participants_api::FiltreDto;
use problem::Problem;
use runtime::http::{Commande, Reponse, Vide};
use store::Db;

use crate::app;

/// Oublier une recherche gardée
#[utoipa::path(
    operation_id = "filtre_forget",
    tag = "participants",
    params(("id" = FiltreId, Path, description = "La recherche gardée")),
    request_body = Vide,
    security(("jeton" = [])),
    extensions(("x-permission" = json!(ParticipantLire::NOM))),
    responses((status = 200, body = Vec<FiltreDto>))
)]
#[post("/v1/filtres/{id}/oubli")]
pub(crate) async fn handler(
    grant: Grant<ParticipantLire>,
    id: Path<FiltreId>,
    db: Data<Db>,
    commande: Commande<Vide>,
) -> Result<HttpResponse, Problem> {
    commande
        .executer(&db, &grant, async |tx, _corps| {
            let done = app::recherche::oublier(tx, *id).await?;
            Ok(Reponse::ok(done))
        })
        .await
}
