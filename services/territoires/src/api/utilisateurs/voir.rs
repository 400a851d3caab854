//! `GET /v1/utilisateurs/{id}`.

use actix_web::{
    get,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::UtilisateurLire};
use kernel::UtilisateurId;
use problem::Problem;
use runtime::http::Reponse;
use store::Db;
use territoires_api::UtilisateurDto;

use crate::store::utilisateurs;

/// Lire un utilisateur du territoire
#[utoipa::path(
    operation_id = "utilisateur_view",
    tag = "comptes",
    params(("id" = UtilisateurId, Path, description = "L'utilisateur")),
    security(("jeton" = [])),
    extensions(("x-permission" = json!(UtilisateurLire::NOM))),
    responses((status = 200, body = UtilisateurDto))
)]
#[get("/v1/utilisateurs/{id}")]
pub(crate) async fn handler(
    grant: Grant<UtilisateurLire>,
    id: Path<UtilisateurId>,
    db: Data<Db>,
) -> Result<Reponse<UtilisateurDto>, Problem> {
    let user = db.read(&grant, async |tx| utilisateurs::voir(tx, *id).await).await?;
    user.map(Reponse::ok).ok_or_else(Problem::not_found)
}
