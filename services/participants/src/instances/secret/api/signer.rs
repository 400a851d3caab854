//! `POST /v1/engagement-de-secret`.

use actix_web::web::Data;
use auth::{Grant, permission::SecretSigner};
use participants_api::{EngagementSecret, SignatureSecret};
use problem::Problem;
use runtime::http::{Commande, Reponse, operation};
use store::Db;

use crate::instances::secret::app;

/// Signer l’engagement de secret
///
/// Une fois par mandat. Là où le référentiel l’exige, nul ne siège ni ne lit les dossiers d’une séance sans l’avoir signé.
#[operation(post "/v1/engagement-de-secret", tag = "commissions", refuses(TransitionInterdite, Conflit))]
pub(crate) async fn secret_sign(
    grant: Grant<SecretSigner>,
    db: Data<Db>,
    commande: Commande<SignatureSecret>,
) -> Result<Reponse<EngagementSecret>, Problem> {
    commande.executer(&db, &grant, async |tx, corps| Ok(Reponse::ok(app::signer(tx, corps).await?))).await
}
