//! `POST /v1/territoires`.

use actix_web::{HttpResponse, post, web::Data};
use auth::{Droit, Grant, permission::TerritoireGerer};
use problem::Problem;
use runtime::http::{Commande, Reponse};
use store::Db;
use territoires_api::{NouveauTerritoire, TerritoireDto};

use crate::app;

/// Créer un territoire
///
/// Avec une copie d'un référentiel livré et son premier administrateur.
#[utoipa::path(
    operation_id = "territoire_create",
    tag = "territoires",
    request_body = NouveauTerritoire,
    security(("jeton" = [])),
    extensions(("x-permission" = json!(TerritoireGerer::NOM))),
    responses((status = 201, body = TerritoireDto), (status = 409, description = "conflit"))
)]
#[post("/v1/territoires")]
pub(crate) async fn handler(
    grant: Grant<TerritoireGerer>,
    db: Data<Db>,
    commande: Commande<NouveauTerritoire>,
) -> Result<HttpResponse, Problem> {
    commande
        .executer(&db, &grant, async |tx, nouveau| {
            let territoire = app::territoires::creer(tx, nouveau).await?;
            Ok(Reponse::cree(format!("/v1/territoires/{}", territoire.id), territoire))
        })
        .await
}
