//! `PATCH /v1/en-tete`.

use actix_web::web::Data;
use auth::{Grant, permission::StructureGerer};
use problem::Problem;
use runtime::http::{Commande, Reponse, Retouche, SiVersion, operation};
use store::Db;
use territoires_api::{EnTete, EnTeteDto};

use crate::territoires::en_tete::app;

/// Modifier l'en-tête des documents
///
/// Ce qui n'est pas nommé reste, ce qui est nul s'efface (RFC 7396). Les documents déjà faits gardent celui de leur jour.
/// Refusé si quelqu'un l'a modifié depuis la lecture.
#[operation(patch "/v1/en-tete", versioned, tag = "annuaire", refuses(Conflit))]
pub(crate) async fn en_tete_update(
    grant: Grant<StructureGerer>,
    version: SiVersion,
    db: Data<Db>,
    commande: Commande<Retouche<EnTete>>,
) -> Result<Reponse<EnTeteDto>, Problem> {
    commande
        .executer(&db, &grant, async |tx, retouche| {
            let en_tete = app::modifier(tx, &version.0, retouche).await?;
            let version = en_tete.version;
            Ok(Reponse::ok(en_tete).version(version))
        })
        .await
}
