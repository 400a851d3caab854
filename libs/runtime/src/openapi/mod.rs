//! What every operation has in common, added to the document once: the problems that follow from its
//! shape, the idempotency key of a POST, the version of a PATCH, what its answers say.

mod answers;
mod requests;
mod schemas;
mod tags;

use auth::Permission;
use kernel::Service;
use utoipa::{
    PartialSchema,
    openapi::{
        Components, HttpMethod, Info, License, OpenApi, PathItem, Server,
        path::Operation,
        security::{
            ClientCredentials, Flow, Http, HttpAuthScheme, OAuth2, Password, Scopes, SecurityRequirement,
            SecurityScheme,
        },
    },
};

/// Completes the document of a service.
#[must_use]
pub fn complete(mut api: OpenApi, service: Service, description: &str) -> OpenApi {
    describe(&mut api, &format!("PLIE · {service}"), description);
    let components = api.components.get_or_insert_with(Components::new);
    components.add_security_scheme(JETON, SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer)));
    // What a page or a generator needs to ask for the token itself.
    let password = Flow::Password(Password::new("/v1/jetons", Scopes::new()));
    components.add_security_scheme(COMPTE, SecurityScheme::OAuth2(OAuth2::new([password])));
    let scopes: Scopes = clients().map(|one| (one.nom(), one.nom())).collect();
    let credentials = Flow::ClientCredentials(ClientCredentials::new("/v1/jetons", scopes));
    components.add_security_scheme(OUTIL, SecurityScheme::OAuth2(OAuth2::new([credentials])));
    for (name, schema) in [
        ("Problem", problem::Problem::schema()),
        ("FieldError", problem::FieldError::schema()),
        ("Slug", problem::Slug::schema()),
    ] {
        components.schemas.insert(name.to_owned(), schema);
    }
    let mut oauth = false;
    for item in api.paths.paths.values_mut() {
        for (method, operation) in operations(item) {
            secure(operation);
            let refusals = Refusals::of(operation);
            let tagged = left::<bool>(operation, "x-etiquette").is_some();
            let slugs = requests::complete(service, &method, operation, refusals, tagged);
            answers::complete(&method, operation, &slugs, refusals, tagged);
            oauth |= refusals == Refusals::Oauth;
        }
    }
    if oauth {
        let components = api.components.get_or_insert_with(Components::new);
        components.schemas.insert(OAUTH.to_owned(), problem::RefusOauth::schema());
        components.schemas.insert("ErreurOauth".to_owned(), problem::ErreurOauth::schema());
    }
    schemas::complete(&mut api);
    tags::complete(&mut api);
    api
}

/// The name of the schema of a refusal of OAuth 2.
const OAUTH: &str = "RefusOauth";

/// How an operation refuses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Refusals {
    /// As every operation does (RFC 9457).
    Problems,
    /// As OAuth 2 has it (RFC 6749).
    Oauth,
}

impl Refusals {
    fn of(operation: &mut Operation) -> Self {
        if left::<bool>(operation, "x-oauth").is_some() { Self::Oauth } else { Self::Problems }
    }
}

const JETON: &str = "jeton";
const COMPTE: &str = "compte";
const OUTIL: &str = "outil";

/// The permissions that a client may be given as scopes.
fn clients() -> impl Iterator<Item = Permission> {
    Permission::ALL.iter().copied().filter(|one| one.ouverte_aux_clients())
}

/// A token, however it was obtained: by an account, or by a client with the scope that it takes; or, said as well, none.
fn secure(operation: &mut Operation) {
    let permission = operation.extensions.as_ref().and_then(|all| all.get("x-permission")?.as_str());
    let scope = clients().find(|one| permission == Some(one.nom()));
    let requirements = operation.security.get_or_insert_default();
    if !requirements.is_empty() {
        requirements.push(SecurityRequirement::new::<_, _, &str>(COMPTE, []));
        requirements.extend(scope.map(|one| SecurityRequirement::new(OUTIL, [one.nom()])));
    }
}

/// Says what a document is about.
pub fn describe(api: &mut OpenApi, title: &str, description: &str) {
    let mut info = Info::new(title, env!("CARGO_PKG_VERSION"));
    info.description = Some(format!("{description}\n\n{TEXTES}"));
    let mut license = License::new("AGPL-3.0-or-later");
    license.identifier = Some("AGPL-3.0-or-later".to_owned());
    info.license = Some(license);
    api.info = info;
    api.servers = Some(vec![Server::new("/")]);
}

/// What no schema can say of each of its texts.
const TEXTES: &str = "Tout texte reçu est débarrassé des espaces qui l'entourent et composé (NFC) ; un caractère de \
                      commande, invisible, ou qui change le sens de lecture est refusé (422) là où il se trouve. Une date \
                      est comprise entre 1900 et 2199. Les mots de passe, les codes et les formulaires sont pris tels qu'ils \
                      sont envoyés.";

/// The operations of a path, by method.
pub fn operations(item: &mut PathItem) -> Vec<(HttpMethod, &mut Operation)> {
    [
        (HttpMethod::Get, &mut item.get),
        (HttpMethod::Post, &mut item.post),
        (HttpMethod::Put, &mut item.put),
        (HttpMethod::Patch, &mut item.patch),
        (HttpMethod::Delete, &mut item.delete),
    ]
    .into_iter()
    .filter_map(|(method, operation)| operation.as_mut().map(|operation| (method, operation)))
    .collect()
}

/// What `#[operation]` left for this module, under a name that no reader of a document sees.
fn left<T: serde::de::DeserializeOwned>(operation: &mut Operation, name: &str) -> Option<T> {
    let left = operation.extensions.as_mut().and_then(|extensions| extensions.remove(name));
    left.and_then(|value| serde_json::from_value(value).ok())
}
