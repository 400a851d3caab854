//! `POST /v1/moi/second-facteur`, `POST /v1/moi/second-facteur/activation`.

use actix_web::{
    HttpResponse, post,
    web::{Data, Json},
};
use auth::{Droit, Grant, permission::CompteSoi};
use problem::Problem;
use runtime::{Context, http::Reponse};
use territoires_api::{CodeSecondFacteur, SecondFacteur};

use crate::app::{Etat, second_facteur};

/// Préparer un second facteur
///
/// L'adresse renvoyée se montre en code QR à une application d'authentification ; un premier code
/// l'active.
#[utoipa::path(
    operation_id = "second_facteur_create",
    tag = "comptes",
    security(("jeton" = [])),
    extensions(("x-permission" = json!(CompteSoi::NOM))),
    responses((status = 200, body = SecondFacteur), (status = 409, description = "transition-interdite"))
)]
#[post("/v1/moi/second-facteur")]
pub(crate) async fn preparer(
    grant: Grant<CompteSoi>,
    context: Data<Context>,
    etat: Data<Etat>,
) -> Result<Reponse<SecondFacteur>, Problem> {
    second_facteur::preparer(&context, &etat, &grant).await.map(Reponse::ok)
}

/// Activer le second facteur
#[utoipa::path(
    operation_id = "second_facteur_activate",
    tag = "comptes",
    request_body = CodeSecondFacteur,
    security(("jeton" = [])),
    extensions(("x-permission" = json!(CompteSoi::NOM))),
    responses((status = 204, description = "Second facteur actif"))
)]
#[post("/v1/moi/second-facteur/activation")]
pub(crate) async fn activer(
    grant: Grant<CompteSoi>,
    context: Data<Context>,
    etat: Data<Etat>,
    code: Json<CodeSecondFacteur>,
) -> Result<HttpResponse, Problem> {
    problem::validate(&*code)?;
    second_facteur::activer(&context, &etat, &grant, code.into_inner()).await?;
    Ok(HttpResponse::NoContent().finish())
}
