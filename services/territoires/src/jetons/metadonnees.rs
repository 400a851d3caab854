//! What the authorization server says of itself (RFC 8414): stock clients set themselves up by it.

use auth::Permission;
use serde_json::{Value, json};

use crate::jetons::client::cle::ALGORITHMES;

/// Where tokens are asked for and given back, under the public URL of the deployment.
const JETONS: &str = "/v1/jetons";
const REVOCATION: &str = "/v1/jetons/revocation";

/// Whom a client means when it signs to prove who it is: us, or the address that it calls.
pub(crate) fn adresses(issuer: &str) -> [String; 3] {
    [issuer.to_owned(), format!("{issuer}{JETONS}"), format!("{issuer}{REVOCATION}")]
}

/// The metadata. `none` is how the accounts of persons ask: by their own password, from a program that keeps no secret.
pub(crate) fn dire(issuer: &str) -> Value {
    let methods = ["client_secret_basic", "client_secret_post", "private_key_jwt", "none"];
    let scopes = Permission::ALL.iter().filter(|one| one.ouverte_aux_clients()).map(|one| one.nom());
    let [issuer, jetons, revocation] = adresses(issuer);
    json!({
        "token_endpoint": jetons,
        "revocation_endpoint": revocation,
        "jwks_uri": format!("{issuer}/.well-known/jwks.json"),
        "service_documentation": format!("{issuer}/docs/"),
        "issuer": issuer,
        "grant_types_supported": ["client_credentials", "password", "refresh_token"],
        "response_types_supported": [],
        "scopes_supported": scopes.collect::<Vec<_>>(),
        "token_endpoint_auth_methods_supported": methods,
        "token_endpoint_auth_signing_alg_values_supported": ALGORITHMES,
        "revocation_endpoint_auth_methods_supported": methods,
        "revocation_endpoint_auth_signing_alg_values_supported": ALGORITHMES,
        "ui_locales_supported": ["fr"],
    })
}
