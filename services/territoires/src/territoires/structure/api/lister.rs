//! `GET /v1/structures`.

use actix_web::web::Data;
use auth::{Grant, permission::StructureLire};
use problem::Problem;
use runtime::http::{Filtre, Reponse, apres, operation};
use store::{Db, Page};
use territoires_api::{FiltreStructures, StructureDto};

use crate::territoires::structure::store as rows;

/// Lire l’annuaire des structures
///
/// Par nom ; celles qui répondent à tous les critères.
#[operation(get "/v1/structures", tag = "annuaire")]
pub(crate) async fn structure_list(
    grant: Grant<StructureLire>,
    Filtre(filtre): Filtre<FiltreStructures>,
    db: Data<Db>,
) -> Result<Reponse<Page<StructureDto>>, Problem> {
    let apres = apres(filtre.apres.as_ref())?;
    let rows = db.read(&grant, async |tx| rows::lister(tx, &filtre, apres).await).await?;
    let page = Page::new(rows, filtre.limite, |one| (one.contenu.nom.clone(), one.id));
    Ok(Reponse::page(page.map(StructureDto::from)))
}
