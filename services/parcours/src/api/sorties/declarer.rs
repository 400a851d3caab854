//! `POST /v1/parcours/{id}/sorties`.

use actix_web::{
    HttpResponse, post,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::SortieDeclarer};
use kernel::ParcoursId;
use parcours_api::{NouvelleSortie, SortieDto};
use problem::Problem;
use runtime::http::{Commande, Reponse};
use store::Db;

use crate::app;

/// Déclarer une sortie
///
/// Elle est suivie jusqu’à ce qu’elle tienne.
#[utoipa::path(
    operation_id = "sortie_create",
    tag = "sorties",
    params(("id" = ParcoursId, Path, description = "Le parcours")),
    request_body = NouvelleSortie,
    security(("jeton" = [])),
    extensions(("x-permission" = json!(SortieDeclarer::NOM))),
    responses((status = 201, body = SortieDto), (status = 409, description = "transition-interdite, conflit"))
)]
#[post("/v1/parcours/{id}/sorties")]
pub(crate) async fn handler(
    grant: Grant<SortieDeclarer>,
    id: Path<ParcoursId>,
    db: Data<Db>,
    commande: Commande<NouvelleSortie>,
) -> Result<HttpResponse, Problem> {
    commande
        .executer(&db, &grant, async |tx, nouvelle| {
            let sortie = app::sorties::declarer(tx, *id, nouvelle).await?;
            Ok(Reponse::cree(format!("/v1/parcours/{id}"), sortie))
        })
        .await
}
