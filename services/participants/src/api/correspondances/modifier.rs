//! `PATCH /v1/correspondances/{id}`.

use actix_web::{
    HttpResponse, patch,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::ImportGerer};
use kernel::CorrespondanceId;
use participants_api::{CorrespondanceDto, NouvelleCorrespondance};
use problem::Problem;
use runtime::http::{Commande, Reponse, SiVersion};
use store::Db;

use crate::app;

/// Changer une correspondance
///
/// Remplace ce qu'elle dit. Un import déjà lu garde ce qu'elle disait, jusqu'à ce que ses lignes rejetées soient
/// relues.
#[utoipa::path(
    operation_id = "correspondance_update",
    tag = "imports",
    params(("id" = CorrespondanceId, Path, description = "La correspondance")),
    request_body = NouvelleCorrespondance,
    security(("jeton" = [])),
    extensions(("x-permission" = json!(ImportGerer::NOM))),
    responses((status = 200, body = CorrespondanceDto))
)]
#[patch("/v1/correspondances/{id}")]
pub(crate) async fn handler(
    grant: Grant<ImportGerer>,
    id: Path<CorrespondanceId>,
    version: SiVersion,
    db: Data<Db>,
    commande: Commande<NouvelleCorrespondance>,
) -> Result<HttpResponse, Problem> {
    commande
        .executer(&db, &grant, async |tx, corps| {
            let kept = app::imports::modifier_correspondance(tx, *id, version.0, corps).await?;
            let version = kept.version;
            Ok(Reponse::ok(kept).version(version))
        })
        .await
}
