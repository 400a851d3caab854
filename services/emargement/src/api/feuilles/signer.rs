//! `POST /v1/feuilles/{id}/signatures`.

use actix_web::{
    HttpResponse, post,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::TempsSigner};
use emargement_api::FeuilleDto;
use kernel::FeuilleId;
use problem::Problem;
use runtime::http::{Commande, Reponse, Vide};
use store::Db;

use crate::app;

/// Signer une feuille de temps
///
/// L'agent la sienne, puis un supérieur : elle est alors certifiée et figée.
#[utoipa::path(
    operation_id = "feuille_sign",
    tag = "temps",
    params(("id" = FeuilleId, Path, description = "La feuille de temps")),
    security(("jeton" = [])),
    extensions(("x-permission" = json!(TempsSigner::NOM))),
    responses((status = 200, body = FeuilleDto), (status = 409, description = "feuille-figee, feuille-incoherente, transition-interdite"))
)]
#[post("/v1/feuilles/{id}/signatures")]
pub(crate) async fn handler(
    grant: Grant<TempsSigner>,
    id: Path<FeuilleId>,
    db: Data<Db>,
    commande: Commande<Vide>,
) -> Result<HttpResponse, Problem> {
    commande.executer(&db, &grant, async |tx, _| Ok(Reponse::ok(app::feuilles::signer(tx, *id).await?))).await
}
