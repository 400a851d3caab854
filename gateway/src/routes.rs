//! From a path to the service behind it.

use std::collections::{HashMap, HashSet};

use runtime::Peers;
use serde_json::Value;

use crate::openapi::SERVICES;

/// Where requests go. Built from the documents of the services.
#[derive(Debug, Clone)]
pub(crate) struct Routes {
    /// `/v1/<noun>` → base URL; `/v1/evenements/<service>` keeps its third segment.
    services: HashMap<String, String>,
    /// Operations that take no token: method and path.
    open: HashSet<(String, String)>,
}

/// Where one request goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Route<'a> {
    /// Base URL of the service.
    pub(crate) base: &'a str,
    /// Whether it takes a token.
    pub(crate) protected: bool,
}

impl Routes {
    pub(crate) fn new(peers: &Peers) -> Self {
        let mut routes = Self { services: HashMap::new(), open: HashSet::new() };
        for (service, document) in SERVICES {
            let document: Value = serde_json::from_str(document).unwrap_or_default();
            let base = peers.url(service).unwrap_or_default();
            for (path, item) in document.get("paths").and_then(Value::as_object).into_iter().flatten() {
                routes.services.insert(key(path).to_owned(), base.to_owned());
                for (method, operation) in item.as_object().into_iter().flatten() {
                    if operation.get("security").is_none() {
                        routes.open.insert((method.to_uppercase(), path.clone()));
                    }
                }
            }
        }
        for path in ["/.well-known/jwks.json", "/.well-known/oauth-authorization-server"] {
            routes.services.insert(key(path).to_owned(), peers.territoires.clone());
            routes.open.insert(("GET".to_owned(), path.to_owned()));
        }
        routes
    }

    pub(crate) fn find(&self, method: &str, path: &str) -> Option<Route<'_>> {
        let base = self.services.get(key(path))?;
        let protected = !self.open.contains(&(method.to_owned(), path.to_owned()));
        Some(Route { base, protected })
    }
}

/// The first two segments of a path, or three for a feed.
fn key(path: &str) -> &str {
    let segments = if path.starts_with("/v1/evenements/") { 3 } else { 2 };
    let end = path.match_indices('/').nth(segments).map_or(path.len(), |(end, _)| end);
    path.get(..end).unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn peers() -> Peers {
        let url = |name: &str| format!("http://{name}");
        Peers {
            territoires: url("territoires"),
            participants: url("participants"),
            parcours: url("parcours"),
            emargement: url("emargement"),
            fse: url("fse"),
        }
    }

    #[test]
    fn a_path_goes_to_the_service_that_documents_it_and_no_other_path_goes_anywhere() {
        let routes = Routes::new(&peers());
        assert_eq!(routes.find("GET", "/v1/structures/1").unwrap().base, "http://territoires");
        assert_eq!(routes.find("GET", "/v1/evenements/fse").unwrap().base, "http://fse");
        assert_eq!(routes.find("POST", "/interne/jetons"), None);
        assert_eq!(routes.find("GET", "/v1/inconnu"), None);
    }

    #[test]
    fn only_the_documented_exceptions_take_no_token() {
        let routes = Routes::new(&peers());
        let mut open: Vec<_> = routes.open.iter().map(|(method, path)| format!("{method} {path}")).collect();
        open.sort();
        assert_eq!(
            open,
            [
                "GET /.well-known/jwks.json",
                "GET /.well-known/oauth-authorization-server",
                "POST /v1/jetons",
                "POST /v1/jetons/revocation"
            ]
        );
    }

    #[test]
    fn no_two_services_document_the_same_noun() {
        let mut owners: HashMap<String, &str> = HashMap::new();
        for (service, document) in SERVICES {
            let document: Value = serde_json::from_str(document).unwrap();
            for path in document["paths"].as_object().unwrap().keys() {
                let owner = *owners.entry(key(path).to_owned()).or_insert(service);
                assert_eq!(owner, service, "{path}");
            }
        }
    }
}
