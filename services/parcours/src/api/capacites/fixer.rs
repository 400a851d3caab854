//! `POST /v1/capacites`.

use actix_web::{HttpResponse, post, web::Data};
use auth::{Droit, Grant, permission::CapaciteFixer};
use parcours_api::Capacite;
use problem::Problem;
use runtime::http::{Commande, Reponse};
use store::Db;

use crate::store::capacites;

/// Dire le temps de travail d’un référent
///
/// La file active le compare à la norme du territoire.
#[utoipa::path(
    operation_id = "capacite_set",
    tag = "parcours",
    request_body = Capacite,
    security(("jeton" = [])),
    extensions(("x-permission" = json!(CapaciteFixer::NOM))),
    responses((status = 200, body = Capacite))
)]
#[post("/v1/capacites")]
pub(crate) async fn handler(
    grant: Grant<CapaciteFixer>,
    db: Data<Db>,
    commande: Commande<Capacite>,
) -> Result<HttpResponse, Problem> {
    commande
        .executer(&db, &grant, async |tx, capacite| {
            capacites::garder(tx, capacite).await?;
            Ok(Reponse::ok(capacite))
        })
        .await
}
