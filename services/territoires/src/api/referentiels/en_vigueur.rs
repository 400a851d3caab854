//! `GET /v1/referentiels/en-vigueur`.

use actix_web::{get, web::Data};
use auth::{Droit, Grant, permission::ReferentielLire};
use problem::Problem;
use referentiel::Referentiel;
use runtime::http::{Filtre, Reponse};
use store::{Db, referentiels};
use territoires_api::AuJour;

/// Lire le référentiel en vigueur à une date
#[utoipa::path(
    operation_id = "referentiel_view",
    tag = "referentiels",
    params(AuJour),
    security(("jeton" = [])),
    extensions(("x-permission" = json!(ReferentielLire::NOM))),
    responses((status = 200, body = Referentiel))
)]
#[get("/v1/referentiels/en-vigueur")]
pub(crate) async fn handler(
    grant: Grant<ReferentielLire>,
    Filtre(jour): Filtre<AuJour>,
    db: Data<Db>,
) -> Result<Reponse<Referentiel>, Problem> {
    let au = jour.au.unwrap_or_else(|| db.clock().today());
    Ok(Reponse::ok(db.read(&grant, async |tx| referentiels::en_vigueur(tx, au).await).await?))
}
