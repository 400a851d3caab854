//! A request, and the same with something impossible in it.

use http::Method;
use problem::echappe;
use reqwest::Request;
use serde_json::{Value, json};

use super::document::Operation;

/// Texts that no text is.
const TEXTS: [&str; 3] = ["a\0b", "Dia\u{202e}llo", "\u{7}"];
/// More characters than the longest text has.
const LONG: usize = 60_000;
/// Days that no calendar of the suite has.
const DAYS: [&str; 5] = ["0026-05-20", "-5000-05-20", "2021-02-30", "12026-05-20", "26-5-20"];
/// Numbers that count nothing.
const NUMBERS: [&str; 4] = ["-9223372036854775808", "9223372036854775807", "99999999999999999999", "1e308"];
/// Amounts, written as texts, that nobody pays.
const AMOUNTS: [&str; 4] = ["1e400", "-1", "NaN", "99999999999999999999"];
/// More elements than the longest list has.
const MANY: usize = 3000;

/// A request in which one value is impossible.
pub(super) struct Variant {
    /// The pointer that the refusal has to name.
    pub(super) at: String,
    /// That of the field around it, of an object that is one of several by its `type`: what is wrong deeper is said of it.
    pub(super) chosen: Option<String>,
    /// What stands there.
    pub(super) what: String,
    pub(super) request: Request,
}

/// A request with each of its values impossible in turn, and without the key that would have it answered again.
pub(super) fn variants(operation: &Operation, request: &Request) -> Vec<Variant> {
    let mut all = in_query(operation, request);
    all.extend(in_path(request));
    if operation.has_body() {
        all.extend(in_body(request));
    }
    for variant in &mut all {
        variant.request.headers_mut().remove("idempotency-key");
    }
    all
}

/// Each identifier of the path.
fn in_path(request: &Request) -> Vec<Variant> {
    let parts: Vec<_> = request.url().path().split('/').map(ToOwned::to_owned).collect();
    let named = parts.iter().enumerate().filter(|(_, part)| part.len() == 36 && part.matches('-').count() == 4);
    let mut all = Vec::new();
    for (rank, _) in named {
        for what in ["%00", "-1", "00000000-0000-0000-0000-00000000000g"] {
            let mut altered = parts.clone();
            what.clone_into(&mut altered[rank]);
            let Some(mut request) = request.try_clone() else { continue };
            request.url_mut().set_path(&altered.join("/"));
            all.push(Variant { at: format!("{{path}}/{rank}"), chosen: None, what: what.to_owned(), request });
        }
    }
    all
}

/// Each parameter that the operation has, asked or not.
fn in_query(operation: &Operation, request: &Request) -> Vec<Variant> {
    let mut all = Vec::new();
    for (name, schema) in operation.query() {
        let mut values = vec!["a\0b".to_owned(), "a".repeat(5000)];
        if schema["format"] == "date" || schema["format"] == "date-time" {
            values.extend(DAYS.map(ToOwned::to_owned));
        }
        if schema["type"] == "integer" {
            values.extend(NUMBERS.iter().filter(|one| !allowed(schema, one)).map(|one| (*one).to_owned()));
        }
        for value in values {
            let Some(mut request) = request.try_clone() else { continue };
            let kept: Vec<(String, String)> = request
                .url()
                .query_pairs()
                .filter(|(key, _)| *key != name)
                .map(|(k, v)| (k.into(), v.into()))
                .collect();
            request.url_mut().query_pairs_mut().clear().extend_pairs(kept).append_pair(&name, &value);
            all.push(Variant { at: format!("/{name}"), chosen: None, what: shown(&json!(value)), request });
        }
    }
    all
}

/// Whether a number of 64 bits is between the bounds that a schema says.
fn allowed(schema: &Value, number: &str) -> bool {
    let bound = |name: &str, other: i64| schema[name].as_i64().unwrap_or(other);
    let bounds = bound("minimum", i64::MIN)..=bound("maximum", i64::MAX);
    number.parse::<i64>().is_ok_and(|number| bounds.contains(&number))
}

/// Each value of a JSON body.
fn in_body(request: &Request) -> Vec<Variant> {
    let body: Option<Value> =
        request.body().and_then(reqwest::Body::as_bytes).and_then(|b| serde_json::from_slice(b).ok());
    let Some(body) = body.filter(|_| request.method() != Method::GET) else { return Vec::new() };
    let mut values = Vec::new();
    collect(&body, "", None, &mut values);
    let altered = values.into_iter().filter_map(|(at, chosen, impossible)| {
        let mut body = body.clone();
        let what = shown(&impossible);
        *body.pointer_mut(&at)? = impossible;
        let mut request = request.try_clone()?;
        *request.body_mut() = Some(serde_json::to_vec(&body).ok()?.into());
        request.headers_mut().remove("content-length");
        Some(Variant { at, chosen, what, request })
    });
    altered.collect()
}

/// Where it would stand, the field around it of an object that is chosen by its `type`, and what is impossible.
type Impossible = (String, Option<String>, Value);

fn collect(value: &Value, at: &str, chosen: Option<&str>, found: &mut Vec<Impossible>) {
    let mut say = |one: Value| found.push((at.to_owned(), chosen.map(ToOwned::to_owned), one));
    match value {
        Value::Null => {}
        Value::Bool(_) => say(json!("oui")),
        Value::Number(_) => {
            NUMBERS.iter().filter_map(|one| serde_json::from_str(one).ok()).for_each(&mut say);
            say(json!("douze"));
        }
        Value::String(text) => {
            TEXTS.map(|one| json!(one)).into_iter().for_each(&mut say);
            say(json!("a".repeat(LONG)));
            say(json!(["a"]));
            if let Some(day) = text.get(..10).filter(|day| day.parse::<chrono::NaiveDate>().is_ok()) {
                DAYS.map(|one| json!(text.replacen(day, one, 1))).into_iter().for_each(&mut say);
            }
            if text.parse::<f64>().is_ok() && text.contains('.') {
                AMOUNTS.map(|one| json!(one)).into_iter().for_each(&mut say);
            }
        }
        Value::Array(all) => {
            say(json!({}));
            if let Some(first) = all.first() {
                say(json!(vec![first.clone(); MANY]));
            }
            for (rank, one) in all.iter().enumerate() {
                collect(one, &format!("{at}/{rank}"), chosen, found);
            }
        }
        Value::Object(map) => {
            say(json!([]));
            for (name, one) in map {
                let at = format!("{at}/{}", echappe(name));
                let field = map.contains_key("type").then_some(&*at);
                collect(one, &at, chosen.or(field), found);
            }
        }
    }
}

fn shown(value: &Value) -> String {
    let text = value.to_string();
    if text.len() > 60 {
        format!("{}… ({} bytes)", text.chars().take(40).collect::<String>(), text.len())
    } else {
        text
    }
}
