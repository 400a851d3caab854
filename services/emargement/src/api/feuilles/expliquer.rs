//! `POST /v1/feuilles/{id}/explications`.

use actix_web::{
    HttpResponse, post,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::TempsGerer};
use emargement_api::{Explication, FeuilleDto};
use kernel::FeuilleId;
use problem::Problem;
use runtime::http::{Commande, Reponse};
use store::Db;

use crate::app;

/// Expliquer une anomalie
#[utoipa::path(
    operation_id = "feuille_explain",
    tag = "temps",
    params(("id" = FeuilleId, Path, description = "La feuille de temps")),
    request_body = Explication,
    security(("jeton" = [])),
    extensions(("x-permission" = json!(TempsGerer::NOM))),
    responses((status = 200, body = FeuilleDto), (status = 409, description = "feuille-figee, feuille-incoherente, transition-interdite"))
)]
#[post("/v1/feuilles/{id}/explications")]
pub(crate) async fn handler(
    grant: Grant<TempsGerer>,
    id: Path<FeuilleId>,
    db: Data<Db>,
    commande: Commande<Explication>,
) -> Result<HttpResponse, Problem> {
    commande
        .executer(&db, &grant, async |tx, corps| Ok(Reponse::ok(app::feuilles::expliquer(tx, *id, corps).await?)))
        .await
}
