//! `POST /v1/jetons/revocation`.

use actix_web::{HttpResponse, web::Data};
use problem::Problem;
use runtime::{
    Context,
    http::{Form, operation},
};
use territoires_api::Revocation;

use crate::jetons::jeton::app;

/// Fermer une session
///
/// RFC 7009 : révoque le jeton de rafraîchissement et toute sa session. Un jeton inconnu n'est pas une
/// erreur.
#[operation(
    post "/v1/jetons/revocation",
    public,
    responses((status = 200, description = "Session fermée, ou jeton inconnu")),
)]
pub(crate) async fn jeton_revoke(
    context: Data<Context>,
    Form(revocation): Form<Revocation>,
) -> Result<HttpResponse, Problem> {
    app::revoquer(&context, &revocation.token).await?;
    Ok(HttpResponse::Ok().finish())
}
