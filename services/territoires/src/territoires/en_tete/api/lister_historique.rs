//! `GET /v1/en-tete/historique`.

use actix_web::web::Data;
use auth::{Grant, permission::StructureGerer};
use problem::Problem;
use runtime::http::{Filtre, Pagination, Reponse, operation};
use store::{Db, Page};
use suite_api::ChangementDto;

use crate::territoires::en_tete::app;

/// Lire l'historique de l'en-tête
///
/// Qui a changé quoi, quand, de quoi en quoi, le plus récent d'abord ; du logo, l'empreinte.
#[operation(get "/v1/en-tete/historique", tag = "annuaire")]
pub(crate) async fn en_tete_historique_list(
    grant: Grant<StructureGerer>,
    Filtre(page): Filtre<Pagination>,
    db: Data<Db>,
) -> Result<Reponse<Page<ChangementDto>>, Problem> {
    let avant = page.apres()?;
    let changes = db.read(&grant, async |tx| app::historique(tx, avant, page.limite).await).await?;
    Ok(Reponse::page(Page::new(changes, page.limite, |one| one.version)))
}
