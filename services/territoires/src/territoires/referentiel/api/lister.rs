//! `GET /v1/referentiels`.

use actix_web::web::Data;
use auth::{Grant, permission::ReferentielLire};
use problem::Problem;
use referentiel::Referentiel;
use runtime::http::{Reponse, operation};
use store::Db;

use crate::territoires::referentiel::store as rows;

/// Lister les versions du référentiel
#[operation(get "/v1/referentiels")]
pub(crate) async fn referentiel_list(
    grant: Grant<ReferentielLire>,
    db: Data<Db>,
) -> Result<Reponse<Vec<Referentiel>>, Problem> {
    Ok(Reponse::ok(db.read(&grant, async |tx| rows::toutes(tx).await).await?))
}
