//! `POST /v1/correspondances`.

use actix_web::web::Data;
use auth::{Grant, permission::ImportGerer};
use participants_api::{CorrespondanceDto, NouvelleCorrespondance};
use problem::Problem;
use runtime::http::{Commande, Cree, operation};
use store::Db;

use crate::reprise::correspondance::app;

/// Garder une correspondance
///
/// Comment se lisent les colonnes des tableaux d'un ancien logiciel : une fois pour le territoire.
#[operation(post "/v1/correspondances", versioned, tag = "imports")]
pub(crate) async fn correspondance_create(
    grant: Grant<ImportGerer>,
    db: Data<Db>,
    commande: Commande<NouvelleCorrespondance>,
) -> Result<Cree<CorrespondanceDto>, Problem> {
    commande
        .executer(&db, &grant, async |tx, corps| {
            let kept = app::ajouter(tx, corps).await?;
            let version = kept.version;
            Ok(Cree::a(format!("/v1/correspondances/{}", kept.id), kept).version(version))
        })
        .await
}
