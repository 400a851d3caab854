//! `POST /v1/conges/{id}/retrait`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::TempsGerer};
use emargement_api::{CongeDto, RetraitTemps};
use kernel::CongeId;
use problem::Problem;
use runtime::http::{Commande, Reponse, operation};
use store::Db;

use crate::temps::conge::app;

/// Retirer un congé
///
/// Gardé avec son motif, il ne compte plus. Refusé sur un mois dont la feuille est signée.
#[operation(post "/v1/conges/{id}/retrait", tag = "temps", refuses(FeuilleFigee, TransitionInterdite))]
pub(crate) async fn conge_withdraw(
    grant: Grant<TempsGerer>,
    id: Path<CongeId>,
    db: Data<Db>,
    commande: Commande<RetraitTemps>,
) -> Result<Reponse<CongeDto>, Problem> {
    commande.executer(&db, &grant, async |tx, corps| Ok(Reponse::ok(app::retirer_conge(tx, *id, corps).await?))).await
}
