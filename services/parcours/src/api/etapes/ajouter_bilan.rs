//! `POST /v1/etapes/{id}/bilans`.

use actix_web::{
    HttpResponse, post,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::EtapeDeclarer};
use kernel::EtapeId;
use parcours_api::{EtapeDto, NouveauBilan};
use problem::Problem;
use runtime::http::{Commande, Reponse};
use store::Db;

use crate::app;

/// Enregistrer un bilan tripartite
#[utoipa::path(
    operation_id = "bilan_tripartite_create",
    tag = "etapes",
    params(("id" = EtapeId, Path, description = "L'étape")),
    request_body = NouveauBilan,
    security(("jeton" = [])),
    extensions(("x-permission" = json!(EtapeDeclarer::NOM))),
    responses((status = 200, body = EtapeDto), (status = 409, description = "transition-interdite"))
)]
#[post("/v1/etapes/{id}/bilans")]
pub(crate) async fn handler(
    grant: Grant<EtapeDeclarer>,
    id: Path<EtapeId>,
    db: Data<Db>,
    commande: Commande<NouveauBilan>,
) -> Result<HttpResponse, Problem> {
    commande
        .executer(&db, &grant, async |tx, corps| Ok(Reponse::ok(app::etapes::ajouter_bilan(tx, *id, corps).await?)))
        .await
}
