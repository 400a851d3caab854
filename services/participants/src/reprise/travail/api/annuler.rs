//! `POST /v1/travaux/{id}/annulation`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::ImportGerer};
use kernel::TravailId;
use problem::Problem;
use runtime::http::{Commande, Reponse, Vide, operation};
use store::{Db, Travail};

use crate::noms::nommer;

/// Annuler un travail
///
/// Aussitôt s'il attend, après le lot en cours sinon. Ce qui est fait reste fait.
#[operation(post "/v1/travaux/{id}/annulation")]
pub(crate) async fn travail_cancel(
    grant: Grant<ImportGerer>,
    id: Path<TravailId>,
    db: Data<Db>,
    commande: Commande<Vide>,
) -> Result<Reponse<Travail>, Problem> {
    commande
        .executer(&db, &grant, async |tx, _corps| {
            let stopped = ::store::travaux::annuler(tx, *id).await?;
            Ok(Reponse::ok(nommer(tx, stopped).await?))
        })
        .await
}
