//! `POST /v1/feuilles/{id}/reouverture`.

use actix_web::{
    HttpResponse, post,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::TempsSigner};
use emargement_api::{FeuilleDto, Reouverture};
use kernel::FeuilleId;
use problem::Problem;
use runtime::http::{Commande, Reponse};
use store::Db;

use crate::app;

/// Rouvrir une feuille signée
///
/// Les deux signatures tombent ; la version précédente est gardée.
#[utoipa::path(
    operation_id = "feuille_reopen",
    tag = "temps",
    params(("id" = FeuilleId, Path, description = "La feuille de temps")),
    request_body = Reouverture,
    security(("jeton" = [])),
    extensions(("x-permission" = json!(TempsSigner::NOM))),
    responses((status = 200, body = FeuilleDto), (status = 409, description = "feuille-figee, feuille-incoherente, transition-interdite"))
)]
#[post("/v1/feuilles/{id}/reouverture")]
pub(crate) async fn handler(
    grant: Grant<TempsSigner>,
    id: Path<FeuilleId>,
    db: Data<Db>,
    commande: Commande<Reouverture>,
) -> Result<HttpResponse, Problem> {
    commande
        .executer(&db, &grant, async |tx, corps| Ok(Reponse::ok(app::feuilles::rouvrir(tx, *id, corps).await?)))
        .await
}
