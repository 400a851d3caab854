//! Values against the schemas of the document.

use std::{
    collections::HashMap,
    sync::{Arc, LazyLock, Mutex, PoisonError},
};

use jsonschema::{Registry, Validator};
use serde_json::{Value, json};

use super::document::DOCUMENT;

/// The document without its patterns, for what is taken.
static OPEN: LazyLock<Registry<'static>> = LazyLock::new(|| {
    let mut document = DOCUMENT.clone();
    unpatterned(&mut document);
    registry(document)
});

/// The document whose objects have no field that they do not name, for what is told.
static CLOSED: LazyLock<Registry<'static>> = LazyLock::new(|| {
    let mut document = DOCUMENT.clone();
    close(&mut document);
    registry(document)
});

type Validators = Mutex<HashMap<String, Arc<Validator>>>;

static TAKEN: LazyLock<Validators> = LazyLock::new(Validators::default);
static TOLD: LazyLock<Validators> = LazyLock::new(Validators::default);

const URI: &str = "urn:plie";

fn registry(document: Value) -> Registry<'static> {
    Registry::new().add(URI, document).unwrap().prepare().unwrap()
}

fn validator(known: &Validators, registry: &'static Registry<'static>, pointer: &str) -> Arc<Validator> {
    let mut known = known.lock().unwrap_or_else(PoisonError::into_inner);
    let made = known.entry(pointer.to_owned()).or_insert_with(|| {
        let pointer = pointer.replace('{', "%7B").replace('}', "%7D");
        let schema = json!({ "$ref": format!("{URI}#{pointer}") });
        let options = jsonschema::draft202012::options()
            .should_validate_formats(true)
            .with_format("email", |text: &str| address(&kernel::saisie::adresse(text)))
            .with_registry(registry);
        Arc::new(options.build(&schema).unwrap_or_else(|error| panic!("{pointer}: {error}")))
    });
    Arc::clone(made)
}

/// What is wrong with a value that the suite took. The suite also reads what people write otherwise than its canonical
/// form, a telephone with dots say: a pattern alone refuses nothing.
pub(super) fn taken(pointer: &str, value: &Value) -> Vec<String> {
    faults(&validator(&TAKEN, &OPEN, pointer), value)
}

/// What is wrong with a value that the suite told.
pub(super) fn told(pointer: &str, value: &Value) -> Vec<String> {
    faults(&validator(&TOLD, &CLOSED, pointer), value)
}

/// What is wrong with a parameter, which is a text of what its schema says.
pub(super) fn parameter(pointer: &str, name: &str, text: &str) -> Vec<String> {
    let validator = validator(&TAKEN, &OPEN, pointer);
    let read: Value = serde_json::from_str(text).unwrap_or_default();
    let fits = [json!(text), read].iter().any(|value| faults(&validator, value).is_empty());
    if fits { Vec::new() } else { vec![format!("the parameter {name} was accepted as {text:?}")] }
}

fn faults(validator: &Validator, value: &Value) -> Vec<String> {
    validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

/// Whether a text is an address as the suite keeps it, whatever stood around.
fn address(kept: &str) -> bool {
    kept.split_once('@').is_some_and(|(who, place)| !who.is_empty() && !place.is_empty())
        && kept.matches('@').count() == 1
        && !kept.contains(char::is_whitespace)
}

/// Takes the patterns of texts away.
fn unpatterned(schema: &mut Value) {
    match schema {
        Value::Object(map) => {
            map.retain(|key, one| key != "pattern" || !one.is_string());
            map.values_mut().for_each(unpatterned);
        }
        Value::Array(all) => all.iter_mut().for_each(unpatterned),
        _ => {}
    }
}

/// Refuses in every object the fields that it does not name.
pub(super) fn close(schema: &mut Value) {
    match schema {
        Value::Object(map) => {
            let object = map.get("type").is_some_and(|kind| kind == "object" || kind == &json!(["object", "null"]));
            if object && map.contains_key("properties") && !map.contains_key("additionalProperties") {
                map.insert("additionalProperties".to_owned(), json!(false));
            }
            map.values_mut().for_each(close);
        }
        Value::Array(all) => all.iter_mut().for_each(close),
        _ => {}
    }
}
