//! `POST /v1/parcours/{id}/suspensions`.

use actix_web::{
    HttpResponse, post,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::ParcoursGerer};
use kernel::ParcoursId;
use parcours_api::{NouvelleSuspension, ParcoursDto};
use problem::Problem;
use runtime::http::{Commande, Reponse};
use store::Db;

use crate::app;

/// Suspendre un parcours
#[utoipa::path(
    operation_id = "suspension_create",
    tag = "parcours",
    params(("id" = ParcoursId, Path, description = "Le parcours")),
    request_body = NouvelleSuspension,
    security(("jeton" = [])),
    extensions(("x-permission" = json!(ParcoursGerer::NOM))),
    responses((status = 200, body = ParcoursDto), (status = 409, description = "transition-interdite, chevauchement"))
)]
#[post("/v1/parcours/{id}/suspensions")]
pub(crate) async fn handler(
    grant: Grant<ParcoursGerer>,
    id: Path<ParcoursId>,
    db: Data<Db>,
    commande: Commande<NouvelleSuspension>,
) -> Result<HttpResponse, Problem> {
    commande
        .executer(&db, &grant, async |tx, corps| Ok(Reponse::ok(app::parcours::suspendre(tx, *id, corps).await?)))
        .await
}
