//! What only the suite itself calls: the gateway routes none of it but the well-known documents.

use actix_web::{
    HttpResponse, get, post,
    web::{Data, Json},
};
use problem::Problem;
use runtime::{Context, Routes, tokens};

use crate::{
    etat::Etat,
    jetons::{jeton as jetons, metadonnees},
};

pub(crate) fn routes(routes: &mut Routes) {
    routes.map(|config| {
        config.service(jwks).service(metadata).service(jeton).service(sessions_fermees);
        config
    });
}

/// The keys that verify the tokens of the deployment.
#[get("/.well-known/jwks.json")]
async fn jwks(context: Data<Context>, etat: Data<Etat>) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header(("Cache-Control", "public, max-age=60"))
        .json(etat.trousseau.jwks(context.clock.now()))
}

/// Authorization-server metadata (RFC 8414).
#[get("/.well-known/oauth-authorization-server")]
async fn metadata(context: Data<Context>) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header(("Cache-Control", "public, max-age=60"))
        .json(metadonnees::dire(context.config.issuer.as_str()))
}

/// The token of a service.
#[post("/interne/jetons")]
async fn jeton(
    context: Data<Context>,
    etat: Data<Etat>,
    demande: Json<tokens::Demande>,
) -> Result<Json<tokens::Jeton>, Problem> {
    jetons::app::donner_au_service(&context, &etat, &demande).map(Json)
}

/// Sessions ended while their tokens may still live: opaque identifiers, no more.
#[get("/interne/sessions-fermees")]
async fn sessions_fermees(context: Data<Context>) -> Result<HttpResponse, Problem> {
    Ok(HttpResponse::Ok().json(jetons::app::sessions_fermees(&context).await?))
}
