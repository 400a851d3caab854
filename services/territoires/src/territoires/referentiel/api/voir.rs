//! `GET /v1/referentiels/en-vigueur`.

use actix_web::web::Data;
use auth::{Grant, permission::ReferentielLire};
use problem::Problem;
use referentiel::Referentiel;
use runtime::http::{Filtre, Reponse, operation};
use store::{Db, Tx, referentiels};
use territoires_api::AuJour;

/// Lire le référentiel en vigueur à une date
#[operation(get "/v1/referentiels/en-vigueur")]
pub(crate) async fn referentiel_view(
    grant: Grant<ReferentielLire>,
    Filtre(jour): Filtre<AuJour>,
    db: Data<Db>,
) -> Result<Reponse<Referentiel>, Problem> {
    let read = async |tx: &mut Tx| {
        let au = jour.au.unwrap_or_else(|| tx.today());
        referentiels::en_vigueur_le(tx, "/au", au).await
    };
    Ok(Reponse::ok(db.read(&grant, read).await?))
}
