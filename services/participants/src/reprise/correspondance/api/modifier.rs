//! `PATCH /v1/correspondances/{id}`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::ImportGerer};
use kernel::CorrespondanceId;
use participants_api::{CorrespondanceDto, NouvelleCorrespondance};
use problem::Problem;
use runtime::http::{Commande, Reponse, Retouche, SiVersion, operation};
use store::Db;

use crate::reprise::correspondance::app;

/// Changer une correspondance
///
/// Ce qui n'est pas nommé reste (RFC 7396). Un import déjà lu garde ce qu'elle disait, jusqu'à ce que ses lignes
/// rejetées soient relues.
#[operation(patch "/v1/correspondances/{id}", versioned, tag = "imports")]
pub(crate) async fn correspondance_update(
    grant: Grant<ImportGerer>,
    id: Path<CorrespondanceId>,
    version: SiVersion,
    db: Data<Db>,
    commande: Commande<Retouche<NouvelleCorrespondance>>,
) -> Result<Reponse<CorrespondanceDto>, Problem> {
    commande
        .executer(&db, &grant, async |tx, retouche| {
            let kept = app::modifier(tx, *id, &version.0, retouche).await?;
            let version = kept.version;
            Ok(Reponse::ok(kept).version(version))
        })
        .await
}
