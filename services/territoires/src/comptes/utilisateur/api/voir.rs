//! `GET /v1/utilisateurs/{id}`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::UtilisateurLire};
use kernel::UtilisateurId;
use problem::Problem;
use runtime::http::{Reponse, operation};
use store::Db;
use territoires_api::UtilisateurDto;

use crate::comptes::utilisateur::store as rows;

/// Lire un utilisateur du territoire
#[operation(get "/v1/utilisateurs/{id}", versioned, tag = "comptes")]
pub(crate) async fn utilisateur_view(
    grant: Grant<UtilisateurLire>,
    id: Path<UtilisateurId>,
    db: Data<Db>,
) -> Result<Reponse<UtilisateurDto>, Problem> {
    let user = db.read(&grant, async |tx| rows::voir(tx, *id).await).await?.ok_or_else(Problem::not_found)?;
    let version = user.version;
    Ok(Reponse::ok(user).version(version))
}
