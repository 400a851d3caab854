//! `POST /v1/structures`.

use actix_web::web::Data;
use auth::{Grant, permission::StructureGerer};
use problem::Problem;
use runtime::http::{Commande, Cree, operation};
use store::Db;
use territoires_api::{NouvelleStructure, StructureDto};

use crate::territoires::structure::app;

/// Ajouter une structure à l’annuaire
#[operation(post "/v1/structures", versioned, tag = "annuaire", refuses(Conflit))]
pub(crate) async fn structure_create(
    grant: Grant<StructureGerer>,
    db: Data<Db>,
    commande: Commande<NouvelleStructure>,
) -> Result<Cree<StructureDto>, Problem> {
    commande
        .executer(&db, &grant, async |tx, nouvelle| {
            let structure = app::ajouter(tx, nouvelle).await?;
            let version = structure.version;
            Ok(Cree::a(format!("/v1/structures/{}", structure.id), structure).version(version))
        })
        .await
}
