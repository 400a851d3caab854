//! `POST /v1/feuilles/{id}/reouverture`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::TempsSigner};
use emargement_api::{FeuilleDto, Reouverture};
use kernel::FeuilleId;
use problem::Problem;
use runtime::http::{Commande, Reponse, operation};
use store::Db;

use crate::temps::feuille::app;

/// Rouvrir une feuille signée
///
/// Les deux signatures tombent ; la version précédente est gardée.
#[operation(
    post "/v1/feuilles/{id}/reouverture",
    tag = "temps",
    refuses(FeuilleFigee, FeuilleIncoherente, TransitionInterdite),
)]
pub(crate) async fn feuille_reopen(
    grant: Grant<TempsSigner>,
    id: Path<FeuilleId>,
    db: Data<Db>,
    commande: Commande<Reouverture>,
) -> Result<Reponse<FeuilleDto>, Problem> {
    commande.executer(&db, &grant, async |tx, corps| Ok(Reponse::ok(app::rouvrir(tx, *id, corps).await?))).await
}
