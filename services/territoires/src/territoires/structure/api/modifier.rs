//! `PATCH /v1/structures/{id}`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::StructureGerer};
use kernel::StructureId;
use problem::Problem;
use runtime::http::{Commande, Reponse, Retouche, SiVersion, operation};
use store::Db;
use territoires_api::{NouvelleStructure, StructureDto};

use crate::territoires::structure::app;

/// Modifier une structure de l’annuaire
///
/// Ce qui n'est pas nommé reste, ce qui est nul s'efface (RFC 7396). Refusé si quelqu'un l'a modifiée depuis la lecture, ou
/// si un rôle tenu en son nom ne s'y accorde plus.
#[operation(patch "/v1/structures/{id}", versioned, tag = "annuaire")]
pub(crate) async fn structure_update(
    grant: Grant<StructureGerer>,
    id: Path<StructureId>,
    version: SiVersion,
    db: Data<Db>,
    commande: Commande<Retouche<NouvelleStructure>>,
) -> Result<Reponse<StructureDto>, Problem> {
    commande
        .executer(&db, &grant, async |tx, retouche| {
            let structure = app::modifier(tx, *id, &version.0, retouche).await?;
            let version = structure.version;
            Ok(Reponse::ok(structure).version(version))
        })
        .await
}
