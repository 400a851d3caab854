//! The documents are those of the code, and complete.

use std::collections::BTreeSet;

use serde_json::Value;

#[test]
fn the_checked_in_documents_are_those_of_the_code() {
    let drifted = openapi::drifted();
    assert!(
        drifted.is_empty(),
        "{drifted:?}: adopt them with `cargo build --workspace --bins && ./target/debug/openapi write`"
    );
}

#[test]
fn a_name_of_the_documents_says_one_thing() {
    assert_eq!(openapi::clashes(), [""; 0]);
}

/// The nouns that more than one service answers, each under its own name (`/v1/evenements/<service>`).
const SHARED: [&str; 2] = ["evenements", "lectures"];

#[test]
fn a_noun_is_answered_by_one_service() {
    let mut owners = std::collections::BTreeMap::new();
    for definition in openapi::definitions() {
        for path in definition.openapi().paths.paths.keys() {
            let noun = path.split('/').nth(2).unwrap_or_default().to_owned();
            if SHARED.contains(&noun.as_str()) {
                continue;
            }
            let owner = *owners.entry(noun.clone()).or_insert(definition.service);
            assert_eq!(owner, definition.service, "{path}: the gateway sends /v1/{noun} to one service");
        }
    }
}

fn merged() -> Value {
    let (_, text) = openapi::documents().into_iter().find(|(name, _)| name == "plie.json").unwrap();
    serde_json::from_str(&text).unwrap()
}

#[test]
fn every_operation_has_a_name_of_its_own_a_summary_and_its_refusals() {
    let document = merged();
    let mut names = BTreeSet::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let name = operation["operationId"].as_str().unwrap();
            assert!(names.insert(name.to_owned()), "{name} twice");
            assert!(operation["summary"].as_str().is_some_and(|text| !text.is_empty()), "{method} {path}");
            let responses = operation["responses"].as_object().unwrap();
            for status in ["429", "500", "503"] {
                assert!(responses.contains_key(status), "{method} {path} {status}");
            }
            // Clients of OAuth read the refusals of RFC 6749, in plain JSON.
            let oauth = operation["requestBody"]["content"].get("application/x-www-form-urlencoded").is_some();
            let media = if oauth { "application/json" } else { "application/problem+json" };
            for (status, response) in responses.iter().filter(|(status, _)| status.as_str() >= "400") {
                assert!(response["content"][media].is_object(), "{method} {path} {status}");
            }
            if operation["security"].as_array().is_some_and(|all| !all.is_empty()) {
                assert!(responses.contains_key("401") && responses.contains_key("403"), "{method} {path}");
            }
        }
    }
}

#[test]
fn every_reference_of_a_document_leads_somewhere() {
    for (name, text) in openapi::documents() {
        let document: Value = serde_json::from_str(&text).unwrap();
        let mut references = BTreeSet::new();
        collect(&document, &mut references);
        for reference in references {
            match reference.strip_prefix('#') {
                Some(pointer) => assert!(document.pointer(pointer).is_some(), "{name}: {reference}"),
                None => assert!(openapi::directory().join(&reference).is_file(), "{name}: {reference}"),
            }
        }
    }
}

#[test]
fn every_identifier_of_the_document_has_a_kind() {
    fn bare(value: &Value) -> usize {
        match value {
            Value::Object(map) => {
                let own = map.get("format").is_some_and(|format| format == "uuid");
                usize::from(own) + map.values().map(bare).sum::<usize>()
            }
            Value::Array(list) => list.iter().map(bare).sum(),
            _ => 0,
        }
    }
    let document = merged();
    let kinds: BTreeSet<_> = kernel::kind::schemas().into_iter().map(|(name, _)| name).collect();
    let schemas = document["components"]["schemas"].as_object().unwrap();
    let named = schemas.keys().filter(|name| kinds.contains(name.as_str())).count();
    assert_eq!(bare(&document), named, "identifiers that a reference to their kind does not describe");
}

/// What a request may hold, and where the document says how much of it: everything has an end.
#[test]
fn every_text_number_list_and_map_of_a_request_says_its_bound() {
    let document = merged();
    let mut endless = BTreeSet::new();
    for item in document["paths"].as_object().unwrap().values() {
        for operation in item.as_object().unwrap().values() {
            let name = operation["operationId"].as_str().unwrap();
            let bodies = operation["requestBody"]["content"].as_object().into_iter().flatten();
            for (_, content) in bodies {
                unbounded(&document, &content["schema"], name, &mut Vec::new(), &mut endless);
            }
            for parameter in operation["parameters"].as_array().into_iter().flatten() {
                let at = format!("{name}?{}", parameter["name"].as_str().unwrap());
                unbounded(&document, &parameter["schema"], &at, &mut Vec::new(), &mut endless);
            }
        }
    }
    assert!(endless.is_empty(), "{endless:#?}");
}

fn unbounded<'a>(
    document: &'a Value,
    schema: &'a Value,
    at: &str,
    within: &mut Vec<&'a str>,
    found: &mut BTreeSet<String>,
) {
    if let Some(name) = schema["$ref"].as_str().and_then(|one| one.strip_prefix("#/components/schemas/")) {
        if !within.contains(&name) {
            within.push(name);
            unbounded(document, &document["components"]["schemas"][name], name, within, found);
            within.pop();
        }
        return;
    }
    for choice in ["allOf", "oneOf", "anyOf"].iter().flat_map(|key| schema[key].as_array().into_iter().flatten()) {
        unbounded(document, choice, at, within, found);
    }
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        unbounded(document, property, &format!("{at}/{name}"), within, found);
    }
    for (inner, bound) in [("items", "maxItems"), ("additionalProperties", "maxProperties")] {
        if schema[inner].is_object() {
            unbounded(document, &schema[inner], &format!("{at}/*"), within, found);
            if schema.get(bound).is_none() {
                found.insert(format!("{at}: {bound}"));
            }
        }
    }
    let is =
        |kind: &str| schema["type"] == kind || schema["type"].as_array().is_some_and(|all| all.contains(&kind.into()));
    let says = |keys: &[&str]| keys.iter().any(|key| schema.get(key).is_some());
    if is("string") && !says(&["maxLength", "enum", "const", "pattern", "format"])
        || (is("integer") || is("number")) && !says(&["maximum", "format"])
    {
        found.insert(format!("{at}: how much"));
    }
}

fn collect(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(map) => {
            if let Some(reference) = map.get("$ref").and_then(Value::as_str) {
                found.insert(reference.to_owned());
            }
            map.values().for_each(|inner| collect(inner, found));
        }
        Value::Array(list) => list.iter().for_each(|inner| collect(inner, found)),
        _ => {}
    }
}

#[test]
fn every_event_that_the_code_tells_has_its_schema_and_the_reverse() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut told = BTreeSet::new();
    for file in [
        "libs/events/src/annuaires/fiches.rs",
        "libs/events/src/echeances.rs",
        "libs/events/src/personnes.rs",
        "libs/events/src/suivis.rs",
        "libs/events/src/territories.rs",
        "libs/participants-api/src/events.rs",
        "libs/parcours-api/src/events.rs",
        "libs/emargement-api/src/events.rs",
    ] {
        let text = std::fs::read_to_string(root.join(file)).unwrap();
        told.extend(
            text.split('"')
                .filter(|part| {
                    part.rsplit_once(".v").is_some_and(|(_, version)| version.parse::<u8>().is_ok())
                        && !part.contains(' ')
                })
                .map(ToOwned::to_owned),
        );
    }
    let described: BTreeSet<_> = openapi::documents()
        .into_iter()
        .filter_map(|(name, _)| Some(name.strip_prefix("events/")?.strip_suffix(".json")?.to_owned()))
        .collect();
    assert_eq!(told, described);
    assert_eq!(told.len(), 41);
}
