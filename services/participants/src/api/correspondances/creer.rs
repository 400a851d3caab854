//! `POST /v1/correspondances`.

use actix_web::{HttpResponse, post, web::Data};
use auth::{Droit, Grant, permission::ImportGerer};
use participants_api::{CorrespondanceDto, NouvelleCorrespondance};
use problem::Problem;
use runtime::http::{Commande, Reponse};
use store::Db;

use crate::app;

/// Garder une correspondance
///
/// Comment se lisent les colonnes des tableaux d'un ancien logiciel : une fois pour le territoire.
#[utoipa::path(
    operation_id = "correspondance_create",
    tag = "imports",
    request_body = NouvelleCorrespondance,
    security(("jeton" = [])),
    extensions(("x-permission" = json!(ImportGerer::NOM))),
    responses((status = 201, body = CorrespondanceDto))
)]
#[post("/v1/correspondances")]
pub(crate) async fn handler(
    grant: Grant<ImportGerer>,
    db: Data<Db>,
    commande: Commande<NouvelleCorrespondance>,
) -> Result<HttpResponse, Problem> {
    commande
        .executer(&db, &grant, async |tx, corps| {
            let kept = app::imports::ajouter_correspondance(tx, corps).await?;
            let version = kept.version;
            Ok(Reponse::cree(format!("/v1/correspondances/{}", kept.id), kept).version(version))
        })
        .await
}
