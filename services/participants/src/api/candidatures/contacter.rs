//! `POST /v1/candidatures/{id}/contacts`.

use actix_web::{
    HttpResponse, post,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::CandidatureInstruire};
use kernel::CandidatureId;
use participants_api::{ContactDto, NouveauContact};
use problem::Problem;
use runtime::http::{Commande, Reponse};
use store::Db;

use crate::app;

/// Noter un contact avec la personne ou son prescripteur
#[utoipa::path(
    operation_id = "candidature_contact",
    tag = "candidatures",
    params(("id" = CandidatureId, Path, description = "La candidature")),
    request_body = NouveauContact,
    security(("jeton" = [])),
    extensions(("x-permission" = json!(CandidatureInstruire::NOM))),
    responses((status = 201, body = ContactDto))
)]
#[post("/v1/candidatures/{id}/contacts")]
pub(crate) async fn handler(
    grant: Grant<CandidatureInstruire>,
    id: Path<CandidatureId>,
    db: Data<Db>,
    commande: Commande<NouveauContact>,
) -> Result<HttpResponse, Problem> {
    commande
        .executer(&db, &grant, async |tx, corps| {
            let done = app::contacts::noter(tx, *id, corps).await?;
            Ok(Reponse::cree(format!("/v1/candidatures/{id}"), done))
        })
        .await
}
