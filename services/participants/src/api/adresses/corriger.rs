//! `POST /v1/adresses/{id}/correction`.

use actix_web::{
    HttpResponse, post,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::SituationGerer};
use kernel::AdresseId;
use participants_api::{AdresseDto, Correction, NouvelleAdresse};
use problem::Problem;
use runtime::http::{Commande, Reponse};
use store::Db;

use crate::app;

/// Corriger une adresse
///
/// L'enregistrement corrigé reste. Sans `fait`, il est retiré.
#[utoipa::path(
    operation_id = "adresse_correct",
    tag = "participants",
    params(("id" = AdresseId, Path, description = "L'adresse")),
    request_body = Correction<NouvelleAdresse>,
    security(("jeton" = [])),
    extensions(("x-permission" = json!(SituationGerer::NOM))),
    responses((status = 201, body = AdresseDto))
)]
#[post("/v1/adresses/{id}/correction")]
pub(crate) async fn handler(
    grant: Grant<SituationGerer>,
    id: Path<AdresseId>,
    db: Data<Db>,
    commande: Commande<Correction<NouvelleAdresse>>,
) -> Result<HttpResponse, Problem> {
    commande
        .executer(&db, &grant, async |tx, corps| {
            let done = app::adresses::corriger(tx, *id, corps).await?;
            Ok(Reponse::cree(format!("/v1/adresses/{}", done.id), done))
        })
        .await
}
