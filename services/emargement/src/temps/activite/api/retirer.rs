//! `POST /v1/activites/{id}/retrait`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::TempsGerer};
use emargement_api::{ActiviteDto, RetraitTemps};
use kernel::ActiviteId;
use problem::Problem;
use runtime::http::{Commande, Reponse, operation};
use store::Db;

use crate::temps::activite::app;

/// Retirer du temps compté hors rendez-vous
///
/// Gardé avec son motif, il ne compte plus ; ses minutes sont libres. Refusé sur un mois dont la feuille est signée. Pour
/// corriger : retirez, puis comptez à nouveau.
#[operation(post "/v1/activites/{id}/retrait", tag = "temps", refuses(FeuilleFigee, TransitionInterdite))]
pub(crate) async fn activite_withdraw(
    grant: Grant<TempsGerer>,
    id: Path<ActiviteId>,
    db: Data<Db>,
    commande: Commande<RetraitTemps>,
) -> Result<Reponse<ActiviteDto>, Problem> {
    commande
        .executer(&db, &grant, async |tx, corps| Ok(Reponse::ok(app::retirer_activite(tx, *id, corps).await?)))
        .await
}
