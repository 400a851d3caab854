//! `GET /v1/structures/{id}/historique`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::StructureGerer};
use kernel::StructureId;
use problem::Problem;
use runtime::http::{Filtre, Pagination, Reponse, operation};
use store::{Db, Page};
use suite_api::ChangementDto;

use crate::territoires::structure::app;

/// Lire l'historique d'une structure
///
/// Qui a changé quoi, quand, de quoi en quoi, le plus récent d'abord. Ce qui a changé avant que les valeurs ne soient
/// gardées n'a que ses champs.
#[operation(get "/v1/structures/{id}/historique", tag = "annuaire")]
pub(crate) async fn structure_historique_list(
    grant: Grant<StructureGerer>,
    id: Path<StructureId>,
    Filtre(page): Filtre<Pagination>,
    db: Data<Db>,
) -> Result<Reponse<Page<ChangementDto>>, Problem> {
    let avant = page.apres()?;
    let changes = db.read(&grant, async |tx| app::historique(tx, *id, avant, page.limite).await).await?;
    Ok(Reponse::page(Page::new(changes, page.limite, |one| one.version)))
}
