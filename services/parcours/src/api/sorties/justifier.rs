//! `POST /v1/sorties/{id}/justificatif`.

use actix_web::{
    HttpResponse, post,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::SortieDeclarer};
use kernel::SortieId;
use parcours_api::{Justificatif, SortieDto};
use problem::Problem;
use runtime::http::{Commande, Reponse};
use store::Db;

use crate::app;

/// Ajouter le justificatif d’une sortie
#[utoipa::path(
    operation_id = "sortie_prove",
    tag = "sorties",
    params(("id" = SortieId, Path, description = "La sortie")),
    request_body = Justificatif,
    security(("jeton" = [])),
    extensions(("x-permission" = json!(SortieDeclarer::NOM))),
    responses((status = 200, body = SortieDto), (status = 409, description = "transition-interdite"))
)]
#[post("/v1/sorties/{id}/justificatif")]
pub(crate) async fn handler(
    grant: Grant<SortieDeclarer>,
    id: Path<SortieId>,
    db: Data<Db>,
    commande: Commande<Justificatif>,
) -> Result<HttpResponse, Problem> {
    commande
        .executer(&db, &grant, async |tx, corps| Ok(Reponse::ok(app::sorties::justifier(tx, *id, corps).await?)))
        .await
}
