//! `GET /v1/engagement-de-secret`.

use actix_web::web::Data;
use auth::{Grant, permission::SecretSigner};
use participants_api::EngagementSecret;
use problem::Problem;
use runtime::http::{Reponse, operation};
use store::Db;

use crate::instances::secret::app;

/// Lire l’engagement de secret de qui siège
///
/// Le texte du référentiel, et s’il est signé pour le mandat d’aujourd’hui.
#[operation(get "/v1/engagement-de-secret", tag = "commissions")]
pub(crate) async fn secret_view(
    grant: Grant<SecretSigner>,
    db: Data<Db>,
) -> Result<Reponse<EngagementSecret>, Problem> {
    db.read(&grant, async |tx| app::voir(tx).await).await.map(Reponse::ok)
}
