//! `PATCH /v1/correspondances/{id}`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::ImportGerer};
use kernel::CorrespondanceId;
use participants_api::{CorrespondanceDto, NouvelleCorrespondance};
use problem::Problem;
use runtime::http::{Commande, Reponse, SiVersion, operation};
use store::Db;

use crate::reprise::correspondance::app;

/// Changer une correspondance
///
/// Remplace ce qu'elle dit. Un import déjà lu garde ce qu'elle disait, jusqu'à ce que ses lignes rejetées soient
/// relues.
#[operation(patch "/v1/correspondances/{id}", tag = "imports")]
pub(crate) async fn correspondance_update(
    grant: Grant<ImportGerer>,
    id: Path<CorrespondanceId>,
    version: SiVersion,
    db: Data<Db>,
    commande: Commande<NouvelleCorrespondance>,
) -> Result<Reponse<CorrespondanceDto>, Problem> {
    commande
        .executer(&db, &grant, async |tx, corps| {
            let kept = app::modifier(tx, *id, version.0, corps).await?;
            let version = kept.version;
            Ok(Reponse::ok(kept).version(version))
        })
        .await
}
