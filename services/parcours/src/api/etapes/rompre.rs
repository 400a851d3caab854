//! `POST /v1/etapes/{id}/rupture`.

use actix_web::{
    HttpResponse, post,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::EtapeDeclarer};
use kernel::EtapeId;
use parcours_api::{EtapeDto, RuptureEtape};
use problem::Problem;
use runtime::http::{Commande, Reponse};
use store::Db;

use crate::app;

/// Rompre une étape
///
/// Le référent en est averti aussitôt.
#[utoipa::path(
    operation_id = "etape_break",
    tag = "etapes",
    params(("id" = EtapeId, Path, description = "L'étape")),
    request_body = RuptureEtape,
    security(("jeton" = [])),
    extensions(("x-permission" = json!(EtapeDeclarer::NOM))),
    responses((status = 200, body = EtapeDto), (status = 409, description = "transition-interdite"))
)]
#[post("/v1/etapes/{id}/rupture")]
pub(crate) async fn handler(
    grant: Grant<EtapeDeclarer>,
    id: Path<EtapeId>,
    db: Data<Db>,
    commande: Commande<RuptureEtape>,
) -> Result<HttpResponse, Problem> {
    commande.executer(&db, &grant, async |tx, corps| Ok(Reponse::ok(app::etapes::rompre(tx, *id, corps).await?))).await
}
