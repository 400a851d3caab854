//! `POST /v1/feuilles/{id}/explications`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::TempsGerer};
use emargement_api::{Explication, FeuilleDto};
use kernel::FeuilleId;
use problem::Problem;
use runtime::http::{Commande, Reponse, operation};
use store::Db;

use crate::temps::feuille::app;

/// Expliquer une anomalie
#[operation(
    post "/v1/feuilles/{id}/explications",
    tag = "temps",
    refuses(FeuilleFigee, FeuilleIncoherente, TransitionInterdite),
)]
pub(crate) async fn feuille_explain(
    grant: Grant<TempsGerer>,
    id: Path<FeuilleId>,
    db: Data<Db>,
    commande: Commande<Explication>,
) -> Result<Reponse<FeuilleDto>, Problem> {
    commande.executer(&db, &grant, async |tx, corps| Ok(Reponse::ok(app::expliquer(tx, *id, corps).await?))).await
}
