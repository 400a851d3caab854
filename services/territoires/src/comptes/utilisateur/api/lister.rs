//! `GET /v1/utilisateurs`.

use actix_web::web::Data;
use auth::{Grant, permission::UtilisateurLire};
use problem::Problem;
use runtime::http::{Filtre, Pagination, Reponse, operation};
use store::{Db, Page};
use territoires_api::UtilisateurDto;

use crate::comptes::utilisateur::store as rows;

/// Lister les utilisateurs du territoire
///
/// Par nom.
#[operation(get "/v1/utilisateurs", tag = "comptes")]
pub(crate) async fn utilisateur_list(
    grant: Grant<UtilisateurLire>,
    Filtre(page): Filtre<Pagination>,
    db: Data<Db>,
) -> Result<Reponse<Page<UtilisateurDto>>, Problem> {
    let apres = page.apres()?;
    let rows = db.read(&grant, async |tx| rows::lister(tx, apres, page.limite).await).await?;
    Ok(Reponse::page(Page::new(rows, page.limite, |user| (user.nom.clone(), user.id))))
}
