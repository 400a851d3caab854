//! `GET /v1/referentiels`.

use actix_web::{get, web::Data};
use auth::{Droit, Grant, permission::ReferentielLire};
use problem::Problem;
use referentiel::Referentiel;
use runtime::http::Reponse;
use store::Db;

use crate::store::referentiels;

/// Lister les versions du référentiel
#[utoipa::path(
    operation_id = "referentiel_list",
    tag = "referentiels",
    security(("jeton" = [])),
    extensions(("x-permission" = json!(ReferentielLire::NOM))),
    responses((status = 200, body = Vec<Referentiel>))
)]
#[get("/v1/referentiels")]
pub(crate) async fn handler(grant: Grant<ReferentielLire>, db: Data<Db>) -> Result<Reponse<Vec<Referentiel>>, Problem> {
    Ok(Reponse::ok(db.read(&grant, async |tx| referentiels::toutes(tx).await).await?))
}
