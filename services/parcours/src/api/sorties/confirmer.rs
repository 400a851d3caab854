//! `POST /v1/sorties/{id}/confirmation`.

use actix_web::{
    HttpResponse, post,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::SortieConfirmer};
use kernel::SortieId;
use parcours_api::SortieDto;
use problem::Problem;
use runtime::http::{Commande, Reponse, Vide};
use store::Db;

use crate::app;

/// Confirmer une sortie positive
///
/// Sans document, pas de sortie.
#[utoipa::path(
    operation_id = "sortie_confirm",
    tag = "sorties",
    params(("id" = SortieId, Path, description = "La sortie")),
    security(("jeton" = [])),
    extensions(("x-permission" = json!(SortieConfirmer::NOM))),
    responses((status = 200, body = SortieDto), (status = 409, description = "transition-interdite, piece-manquante"))
)]
#[post("/v1/sorties/{id}/confirmation")]
pub(crate) async fn handler(
    grant: Grant<SortieConfirmer>,
    id: Path<SortieId>,
    db: Data<Db>,
    commande: Commande<Vide>,
) -> Result<HttpResponse, Problem> {
    commande.executer(&db, &grant, async |tx, _| Ok(Reponse::ok(app::sorties::confirmer(tx, *id).await?))).await
}
