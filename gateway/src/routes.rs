//! From a path to the service behind it.

use std::collections::{HashMap, HashSet};

use actix_web::http::Method;
use kernel::Service;
use serde_json::Value;

use crate::openapi;

/// Where requests go. Built from the documents of the services.
#[derive(Debug, Clone)]
pub(crate) struct Routes {
    /// `/v1/<noun>` → service; nouns that services share keep their third segment.
    services: HashMap<String, Service>,
    /// Operations that take no token: path, and method.
    open: HashMap<String, Vec<Method>>,
    /// Paths of the operations that speak OAuth 2: their bodies are forms.
    oauth: HashSet<String>,
}

/// Where one request goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Route {
    /// The service.
    pub(crate) service: Service,
    /// Whether it takes a token.
    pub(crate) protected: bool,
    /// Whether it is refused as OAuth 2 has it.
    pub(crate) oauth: bool,
}

impl Routes {
    pub(crate) fn new() -> Self {
        let mut routes = Self { services: HashMap::new(), open: HashMap::new(), oauth: HashSet::new() };
        for service in Service::tous() {
            let document: Value = serde_json::from_str(openapi::document(service)).unwrap_or_default();
            for (path, item) in document.get("paths").and_then(Value::as_object).into_iter().flatten() {
                routes.services.insert(key(path).to_owned(), service);
                for (method, operation) in item.as_object().into_iter().flatten() {
                    let asks = operation.get("security").and_then(Value::as_array).is_some_and(|all| !all.is_empty());
                    if operation.pointer("/requestBody/content/application~1x-www-form-urlencoded").is_some() {
                        routes.oauth.insert(path.clone());
                    }
                    if !asks && let Ok(method) = method.to_uppercase().parse() {
                        routes.open.entry(path.clone()).or_default().push(method);
                    }
                }
            }
        }
        for path in ["/.well-known/jwks.json", "/.well-known/oauth-authorization-server"] {
            routes.services.insert(path.to_owned(), Service::Territoires);
            routes.open.insert(path.to_owned(), vec![Method::GET]);
        }
        routes
    }

    pub(crate) fn find(&self, method: &Method, path: &str) -> Option<Route> {
        let service = *self.services.get(key(path))?;
        let method = asked(method);
        let open = self.open.get(path).is_some_and(|methods| methods.contains(method));
        Some(Route { service, protected: !open, oauth: open && self.oauth.contains(path) })
    }
}

/// The method by which a service answers: HEAD is GET, of which the body goes no further.
pub(crate) const fn asked(method: &Method) -> &Method {
    match *method {
        Method::HEAD => &Method::GET,
        _ => method,
    }
}

/// What every service answers for itself: its name is the third segment.
const PARTAGES: [&str; 2] = ["/v1/evenements/", "/v1/lectures/"];

/// The first two segments of a path, or three where services share a noun.
fn key(path: &str) -> &str {
    let segments = if PARTAGES.iter().any(|noun| path.starts_with(noun)) { 3 } else { 2 };
    let end = path.match_indices('/').nth(segments).map_or(path.len(), |(end, _)| end);
    path.get(..end).unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_goes_to_the_service_that_documents_it_and_no_other_path_goes_anywhere() {
        let routes = Routes::new();
        let service = |path| routes.find(&Method::GET, path).map(|route| route.service);
        assert_eq!(service("/v1/structures/1"), Some(Service::Territoires));
        assert_eq!(service("/v1/evenements/fse"), Some(Service::Fse));
        assert_eq!(service("/v1/lectures/parcours/1"), Some(Service::Parcours));
        assert_eq!(service("/interne/jetons"), None);
        assert_eq!(service("/v1/inconnu"), None);
    }

    #[test]
    fn only_the_documented_exceptions_take_no_token() {
        let routes = Routes::new();
        let open =
            routes.open.iter().flat_map(|(path, methods)| methods.iter().map(move |one| format!("{one} {path}")));
        let mut open: Vec<_> = open.collect();
        open.sort();
        assert_eq!(
            open,
            [
                "GET /.well-known/jwks.json",
                "GET /.well-known/oauth-authorization-server",
                "POST /v1/courriels/confirmation",
                "POST /v1/invitations/acceptation",
                "POST /v1/jetons",
                "POST /v1/jetons/revocation",
                "POST /v1/mots-de-passe/oubli",
                "POST /v1/mots-de-passe/reinitialisation",
                "POST /v1/suivi",
                "POST /v1/suivi/coordonnees",
                "PUT /v1/suivi/contenu"
            ]
        );
    }

    #[test]
    fn what_asks_for_a_token_is_refused_as_stock_clients_read_it() {
        let routes = Routes::new();
        let oauth = |method, path| routes.find(&method, path).is_some_and(|route| route.oauth);
        assert!(oauth(Method::POST, "/v1/jetons") && oauth(Method::POST, "/v1/jetons/revocation"));
        assert!(!oauth(Method::GET, "/v1/jetons") && !oauth(Method::POST, "/v1/invitations/acceptation"));
    }

    #[test]
    fn no_two_services_document_the_same_noun() {
        let mut owners = HashMap::new();
        for service in Service::tous() {
            let document: Value = serde_json::from_str(openapi::document(service)).unwrap();
            for path in document["paths"].as_object().unwrap().keys() {
                let owner = *owners.entry(key(path).to_owned()).or_insert(service);
                assert_eq!(owner, service, "{path}");
            }
        }
    }
}
