//! `POST /v1/jetons/revocation`.

use actix_web::{
    HttpResponse, post,
    web::{Data, Form},
};
use problem::Problem;
use runtime::Context;
use territoires_api::Revocation;

use crate::app::connexion;

/// Fermer une session
///
/// RFC 7009 : révoque le jeton de rafraîchissement et toute sa session. Un jeton inconnu n'est pas une
/// erreur.
#[utoipa::path(
    operation_id = "jeton_revoke",
    tag = "jetons",
    request_body(content = Revocation, content_type = "application/x-www-form-urlencoded"),
    responses((status = 200, description = "Session fermée, ou jeton inconnu"))
)]
#[post("/v1/jetons/revocation")]
pub(crate) async fn handler(context: Data<Context>, revocation: Form<Revocation>) -> Result<HttpResponse, Problem> {
    connexion::revoquer(&context, &revocation.token).await?;
    Ok(HttpResponse::Ok().finish())
}
