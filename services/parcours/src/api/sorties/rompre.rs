//! `POST /v1/sorties/{id}/rupture`.

use actix_web::{
    HttpResponse, post,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::SortieDeclarer};
use kernel::SortieId;
use parcours_api::{RuptureSortie, SortieDto};
use problem::Problem;
use runtime::http::{Commande, Reponse};
use store::Db;

use crate::app;

/// Constater que l’emploi n’a pas tenu
///
/// Avant le terme, le parcours reprend en accompagnement.
#[utoipa::path(
    operation_id = "sortie_break",
    tag = "sorties",
    params(("id" = SortieId, Path, description = "La sortie")),
    request_body = RuptureSortie,
    security(("jeton" = [])),
    extensions(("x-permission" = json!(SortieDeclarer::NOM))),
    responses((status = 200, body = SortieDto), (status = 409, description = "transition-interdite"))
)]
#[post("/v1/sorties/{id}/rupture")]
pub(crate) async fn handler(
    grant: Grant<SortieDeclarer>,
    id: Path<SortieId>,
    db: Data<Db>,
    commande: Commande<RuptureSortie>,
) -> Result<HttpResponse, Problem> {
    commande.executer(&db, &grant, async |tx, corps| Ok(Reponse::ok(app::sorties::rompre(tx, *id, corps).await?))).await
}
