//! `GET /v1/en-tete`.

use actix_web::web::Data;
use auth::{Grant, permission::StructureLire};
use problem::Problem;
use runtime::http::{Reponse, operation};
use store::Db;
use territoires_api::EnTeteDto;

use crate::territoires::en_tete::app;

/// Lire l'en-tête des documents
///
/// Ce que les documents du territoire disent de qui les envoie : nom, adresse, logo.
#[operation(get "/v1/en-tete", versioned, tag = "annuaire")]
pub(crate) async fn en_tete_view(grant: Grant<StructureLire>, db: Data<Db>) -> Result<Reponse<EnTeteDto>, Problem> {
    let en_tete = db.read(&grant, async |tx| app::voir(tx).await).await?;
    let version = en_tete.version;
    Ok(Reponse::ok(en_tete).version(version))
}
