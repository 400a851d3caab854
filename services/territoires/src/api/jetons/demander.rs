//! `POST /v1/jetons`.

use actix_web::{
    post,
    web::{Data, Form},
};
use problem::Problem;
use runtime::{Context, http::Reponse};
use territoires_api::{DemandeJeton, Jetons};

use crate::app::{Etat, connexion};

/// Obtenir des jetons
///
/// RFC 6749 : `password` (avec `totp` si le compte a un second facteur), `refresh_token` (rotation à
/// chaque usage ; un jeton réutilisé ferme la session) ou `client_credentials`.
#[utoipa::path(
    operation_id = "jeton_create",
    tag = "jetons",
    request_body(content = DemandeJeton, content_type = "application/x-www-form-urlencoded"),
    responses((status = 200, body = Jetons), (status = 401, description = "identifiants-refuses, second-facteur-requis"))
)]
#[post("/v1/jetons")]
pub(crate) async fn handler(
    context: Data<Context>,
    etat: Data<Etat>,
    demande: Form<DemandeJeton>,
) -> Result<Reponse<Jetons>, Problem> {
    connexion::demander(&context, &etat, demande.into_inner()).await.map(Reponse::ok)
}
