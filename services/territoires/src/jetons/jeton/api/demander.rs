//! `POST /v1/jetons`.

use actix_web::{HttpResponse, http::header, web::Data};
use problem::RefusOauth;
use runtime::{
    Context,
    http::{Form, operation},
};
use territoires_api::{DemandeJeton, Jetons};

use crate::{
    etat::Etat,
    jetons::{
        client::preuve::Basic,
        jeton::app::{self, Guichet},
    },
    visiteur::Visiteur,
};

/// Obtenir des jetons
///
/// RFC 6749 : `client_credentials` pour un outil, qui prouve qui il est par son secret (`client_secret_basic`, `client_secret_post`)
/// ou en signant (`private_key_jwt`) ; pour un compte, `password` (avec `totp` s'il a un second facteur) puis `refresh_token`, dont
/// chaque usage donne le suivant. Un refus est celui de la RFC (`error`, `error_description`), avec le `slug` de la suite :
/// `second-facteur-requis` redemande avec `totp`.
///
/// Avec authlib (Python) :
///
/// ```python
/// from authlib.integrations.requests_client import OAuth2Session
/// outil = OAuth2Session(client_id, secret, scope="participant:lire")
/// outil.fetch_token(f"{url}/v1/jetons", grant_type="client_credentials")
/// page = outil.get(f"{url}/v1/participants").json()
/// ```
///
/// Avec openid-client (Node) :
///
/// ```js
/// import * as client from "openid-client";
/// const plie = await client.discovery(new URL(url), clientId, secret, undefined, { algorithm: "oauth2" });
/// const { access_token } = await client.clientCredentialsGrant(plie, { scope: "participant:lire" });
/// const answer = await client.fetchProtectedResource(plie, access_token, new URL("/v1/participants", url), "GET");
/// ```
#[operation(
    post "/v1/jetons",
    public,
    refuses(IdentifiantsRefuses, SecondFacteur, Interdit),
    responses((status = 200, body = Jetons)),
)]
pub(crate) async fn jeton_create(
    visiteur: Visiteur,
    basic: Basic,
    context: Data<Context>,
    etat: Data<Etat>,
    Form(demande): Form<DemandeJeton>,
) -> Result<HttpResponse, RefusOauth> {
    let guichet = Guichet { context: &context, etat: &etat, visiteur: &visiteur };
    let jetons = app::demander(guichet, basic, demande).await?;
    let mut answer = HttpResponse::Ok();
    answer.insert_header((header::CACHE_CONTROL, "no-store")).insert_header((header::PRAGMA, "no-cache"));
    Ok(answer.json(jetons))
}
