//! The OpenAPI documents of the suite, the AsyncAPI document of its channels and the schemas of its events,
//! generated from the code and checked in beside this crate.

mod asyncapi;
mod breaking;
mod events;

use std::{fs, path::PathBuf};

use kernel::Service;
use runtime::{Definition, Secret};
use serde::Serialize;
use serde_json::Value;
use utoipa::openapi::OpenApi;

pub use breaking::breaking;

/// What each service is, in the order of the merged document.
#[must_use]
pub fn definitions() -> Vec<Definition> {
    let territoires =
        territoires::Config { master_key: Secret::new(String::new()), exploitant: None, exploitant_password: None };
    Service::tous().map(|service| plie::definition(service, &territoires)).collect()
}

/// Every document: file name and text.
#[must_use]
pub fn documents() -> Vec<(String, String)> {
    let apis: Vec<_> = definitions().iter().map(|one| (one.service, one.openapi())).collect();
    let merged = merge(apis.iter().map(|(_, api)| api.clone()));
    let mut documents: Vec<_> = apis.iter().map(|(name, api)| (format!("{name}.json"), text(api))).collect();
    documents.push(("plie.json".to_owned(), text(&merged)));
    documents.push(("asyncapi.json".to_owned(), text(&asyncapi::document())));
    documents
        .extend(events::schemas().into_iter().map(|(kind, schema)| (format!("events/{kind}.json"), text(&schema))));
    documents
}

/// The schemas that two services say under one name and not alike.
#[must_use]
pub fn clashes() -> Vec<String> {
    let mut known = std::collections::BTreeMap::new();
    let mut clashes = Vec::new();
    for definition in definitions() {
        let schemas = definition.openapi().components.unwrap_or_default().schemas;
        for (name, schema) in schemas {
            let said = text(&schema);
            match known.get(&name) {
                Some((other, before)) if *before != said => {
                    clashes.push(format!("{name} of {} and of {other}", definition.service));
                }
                Some(_) => {}
                None => {
                    known.insert(name, (definition.service, said));
                }
            }
        }
    }
    clashes
}

/// One document of all.
fn merge(apis: impl Iterator<Item = OpenApi>) -> OpenApi {
    let mut merged = OpenApi::default();
    for api in apis {
        merged.merge(api);
    }
    runtime::openapi::describe(
        &mut merged,
        "PLIE",
        "La suite des Plans locaux pour l'insertion et l'emploi : toutes les opérations, derrière une passerelle.",
    );
    merged
}

fn text(document: &impl Serialize) -> String {
    // By way of a value, whose keys are sorted.
    let value = serde_json::to_value(document).unwrap_or(Value::Null);
    serde_json::to_string_pretty(&value).map(|text| text + "\n").unwrap_or_default()
}

/// Where the documents are checked in.
#[must_use]
pub fn directory() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The documents that differ from what is checked in.
#[must_use]
pub fn drifted() -> Vec<String> {
    let mut drifted = Vec::new();
    for (name, text) in documents() {
        if fs::read_to_string(directory().join(&name)).unwrap_or_default() != text {
            drifted.push(name);
        }
    }
    drifted
}
