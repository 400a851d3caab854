//! `PATCH /v1/operations/{id}`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::OperationGerer};
use fse_api::{NouvelleOperation, OperationDto};
use kernel::OperationId;
use problem::Problem;
use runtime::http::{Commande, Reponse, Retouche, SiVersion, operation};
use store::Db;

use crate::operations::operation::app;

/// Modifier une opération
///
/// Ce qu’en dit la convention, sauf son programme. Ce qui n’est pas nommé reste, ce qui est nul s’efface (RFC 7396). Refusé
/// si quelqu’un l’a modifiée depuis la lecture.
#[operation(patch "/v1/operations/{id}", versioned, refuses(Conflit))]
pub(crate) async fn operation_update(
    grant: Grant<OperationGerer>,
    id: Path<OperationId>,
    version: SiVersion,
    db: Data<Db>,
    commande: Commande<Retouche<NouvelleOperation>>,
) -> Result<Reponse<OperationDto>, Problem> {
    commande
        .executer(&db, &grant, async |tx, retouche| {
            let changed = app::modifier(tx, *id, &version.0, retouche).await?;
            let version = changed.version;
            Ok(Reponse::ok(changed).version(version))
        })
        .await
}
