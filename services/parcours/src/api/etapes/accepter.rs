//! `POST /v1/etapes/{id}/acceptation`.

use actix_web::{
    HttpResponse, post,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::EtapeDeclarer};
use kernel::EtapeId;
use parcours_api::EtapeDto;
use problem::Problem;
use runtime::http::{Commande, Reponse, Vide};
use store::Db;

use crate::app;

/// Accepter une étape
#[utoipa::path(
    operation_id = "etape_accept",
    tag = "etapes",
    params(("id" = EtapeId, Path, description = "L'étape")),
    security(("jeton" = [])),
    extensions(("x-permission" = json!(EtapeDeclarer::NOM))),
    responses((status = 200, body = EtapeDto), (status = 409, description = "transition-interdite"))
)]
#[post("/v1/etapes/{id}/acceptation")]
pub(crate) async fn handler(
    grant: Grant<EtapeDeclarer>,
    id: Path<EtapeId>,
    db: Data<Db>,
    commande: Commande<Vide>,
) -> Result<HttpResponse, Problem> {
    commande.executer(&db, &grant, async |tx, _| Ok(Reponse::ok(app::etapes::accepter(tx, *id).await?))).await
}
