//! `GET /v1/utilisateurs/{id}`.

use actix_web::{
    get,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::UtilisateurLire};
use kernel::Id;
use problem::Problem;
use runtime::http::Reponse;
use store::Db;
use territoires_api::{Utilisateur, UtilisateurDto};

use crate::store::utilisateurs;

/// Lire un utilisateur du territoire
#[utoipa::path(
    operation_id = "utilisateur_view",
    tag = "comptes",
    params(("id" = Uuid, Path, description = "L'utilisateur")),
    security(("jeton" = [])),
    extensions(("x-permission" = json!(UtilisateurLire::NOM))),
    responses((status = 200, body = UtilisateurDto))
)]
#[get("/v1/utilisateurs/{id}")]
pub(crate) async fn handler(
    grant: Grant<UtilisateurLire>,
    id: Path<Id<Utilisateur>>,
    db: Data<Db>,
) -> Result<Reponse<UtilisateurDto>, Problem> {
    let user = db.read(&grant, async |tx| utilisateurs::voir(tx, id.uuid()).await).await?;
    user.map(Reponse::ok).ok_or_else(Problem::not_found)
}
