//! `POST /v1/referentiels`.

use actix_web::{HttpResponse, post, web::Data};
use auth::{Droit, Grant, permission::ReferentielPublier};
use problem::Problem;
use referentiel::Referentiel;
use runtime::http::{Commande, Reponse};
use store::Db;
use territoires_api::NouveauReferentiel;

use crate::app;

/// Publier une version du référentiel
///
/// Elle vaut à partir de sa date d'effet ; le passé garde ses règles.
#[utoipa::path(
    operation_id = "referentiel_create",
    tag = "referentiels",
    request_body = NouveauReferentiel,
    security(("jeton" = [])),
    extensions(("x-permission" = json!(ReferentielPublier::NOM))),
    responses((status = 201, body = Referentiel))
)]
#[post("/v1/referentiels")]
pub(crate) async fn handler(
    grant: Grant<ReferentielPublier>,
    db: Data<Db>,
    commande: Commande<NouveauReferentiel>,
) -> Result<HttpResponse, Problem> {
    commande
        .executer(&db, &grant, async |tx, nouveau| {
            let published = app::territoires::publier(tx, nouveau.referentiel).await?;
            Ok(Reponse::cree(format!("/v1/referentiels/en-vigueur?au={}", published.effet), published))
        })
        .await
}
