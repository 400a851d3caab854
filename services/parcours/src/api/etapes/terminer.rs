//! `POST /v1/etapes/{id}/fin`.

use actix_web::{
    HttpResponse, post,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::EtapeDeclarer};
use kernel::EtapeId;
use parcours_api::{DateEtape, EtapeDto};
use problem::Problem;
use runtime::http::{Commande, Reponse};
use store::Db;

use crate::app;

/// Terminer une étape
#[utoipa::path(
    operation_id = "etape_end",
    tag = "etapes",
    params(("id" = EtapeId, Path, description = "L'étape")),
    request_body = DateEtape,
    security(("jeton" = [])),
    extensions(("x-permission" = json!(EtapeDeclarer::NOM))),
    responses((status = 200, body = EtapeDto), (status = 409, description = "transition-interdite"))
)]
#[post("/v1/etapes/{id}/fin")]
pub(crate) async fn handler(
    grant: Grant<EtapeDeclarer>,
    id: Path<EtapeId>,
    db: Data<Db>,
    commande: Commande<DateEtape>,
) -> Result<HttpResponse, Problem> {
    commande
        .executer(&db, &grant, async |tx, corps| Ok(Reponse::ok(app::etapes::terminer(tx, *id, corps).await?)))
        .await
}
