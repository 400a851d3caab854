//! `GET /v1/structures/{id}`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::StructureLire};
use kernel::StructureId;
use problem::Problem;
use runtime::http::{Reponse, operation};
use store::Db;
use territoires_api::StructureDto;

use crate::territoires::structure::app;

/// Lire une structure de l’annuaire
#[operation(get "/v1/structures/{id}", versioned, tag = "annuaire")]
pub(crate) async fn structure_view(
    grant: Grant<StructureLire>,
    id: Path<StructureId>,
    db: Data<Db>,
) -> Result<Reponse<StructureDto>, Problem> {
    let structure = db.read(&grant, async |tx| app::voir(tx, *id).await).await?;
    let version = structure.version;
    Ok(Reponse::ok(structure).version(version))
}
