//! `POST /v1/referentiels`.

use actix_web::web::Data;
use auth::{Grant, permission::ReferentielPublier};
use problem::Problem;
use referentiel::Referentiel;
use runtime::http::{Commande, Cree, operation};
use store::Db;
use territoires_api::NouveauReferentiel;

use crate::territoires::territoire;

/// Publier une version du référentiel
///
/// Elle vaut à partir de sa date d'effet ; le passé garde ses règles.
#[operation(post "/v1/referentiels")]
pub(crate) async fn referentiel_create(
    grant: Grant<ReferentielPublier>,
    db: Data<Db>,
    commande: Commande<NouveauReferentiel>,
) -> Result<Cree<Referentiel>, Problem> {
    commande
        .executer(&db, &grant, async |tx, nouveau| {
            let published = territoire::app::publier(tx, nouveau.referentiel).await?;
            Ok(Cree::a(format!("/v1/referentiels/en-vigueur?au={}", published.effet), published))
        })
        .await
}
