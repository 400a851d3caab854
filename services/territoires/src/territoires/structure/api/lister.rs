//! `GET /v1/structures`.

use actix_web::web::Data;
use auth::{Grant, permission::StructureLire};
use problem::Problem;
use runtime::http::{Filtre, Pagination, Reponse, operation};
use store::{Db, Page};
use territoires_api::StructureDto;

use crate::territoires::structure::store as rows;

/// Lire l’annuaire des structures
///
/// Par nom.
#[operation(get "/v1/structures", tag = "annuaire")]
pub(crate) async fn structure_list(
    grant: Grant<StructureLire>,
    Filtre(page): Filtre<Pagination>,
    db: Data<Db>,
) -> Result<Reponse<Page<StructureDto>>, Problem> {
    let apres = page.apres()?;
    let rows = db.read(&grant, async |tx| rows::lister(tx, apres, page.limite).await).await?;
    Ok(Reponse::page(Page::new(rows, page.limite, |one| (one.nom.clone(), one.id))))
}
