//! What a change of a document would break for those who use the former one.
//!
//! A client breaks when what it sends is no longer accepted (an operation, a parameter, a property, a
//! value, a type that has gone; something new that is required), or when what it reads is no longer what
//! it was told (a status, a property, a type, a promise to be there). A new value of an enum that it only
//! reads is announced as possible by docs/api-design.md, and does not count.

use std::collections::{BTreeSet, HashSet};

use serde_json::{Map, Value};

/// Who would break.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Side {
    /// The client sends it.
    Sent,
    /// The client reads it.
    Read,
}

/// What the document `new` breaks for users of `old`, one line each.
#[must_use]
pub fn breaking(old: &Value, new: &Value) -> Vec<String> {
    let mut comparison = Comparison { old, new, broken: BTreeSet::new(), seen: HashSet::new() };
    comparison.documents();
    comparison.broken.into_iter().collect()
}

struct Comparison<'a> {
    old: &'a Value,
    new: &'a Value,
    broken: BTreeSet<String>,
    /// Named schemas already compared, since they may contain themselves.
    seen: HashSet<(String, Side)>,
}

fn object<'a>(value: &'a Value, key: &str) -> impl Iterator<Item = (&'a String, &'a Value)> {
    value.get(key).and_then(Value::as_object).into_iter().flatten()
}

fn texts<'a>(value: &'a Value, key: &str) -> BTreeSet<&'a str> {
    match value.get(key) {
        Some(Value::Array(list)) => list.iter().filter_map(Value::as_str).collect(),
        Some(Value::String(one)) => [one.as_str()].into(),
        _ => BTreeSet::new(),
    }
}

/// The schema behind a reference of `document`.
fn resolve<'a>(document: &'a Value, schema: &'a Value) -> &'a Value {
    let pointer = schema.get("$ref").and_then(Value::as_str).and_then(|text| text.strip_prefix('#'));
    pointer.and_then(|pointer| document.pointer(pointer)).unwrap_or(schema)
}

/// The schema behind a reference, and whether it may also be null: written as one more type, or as an
/// alternative to a reference.
fn nullable<'a>(document: &'a Value, schema: &'a Value) -> (&'a Value, bool) {
    let schema = resolve(document, schema);
    let alternatives: Vec<_> = schema.get("oneOf").and_then(Value::as_array).into_iter().flatten().collect();
    let null = |one: &Value| one.get("type").is_some_and(|kind| kind == "null");
    match alternatives.as_slice() {
        [one, other] if null(other) => (resolve(document, one), true),
        [one, other] if null(one) => (resolve(document, other), true),
        _ => (schema, false),
    }
}

fn json_schema(holder: &Value) -> &Value {
    holder.pointer("/content/application~1json/schema").or_else(|| holder.get("schema")).unwrap_or(&Value::Null)
}

impl Comparison<'_> {
    fn report(&mut self, place: &str, what: &str) {
        self.broken.insert(format!("{place}: {what}"));
    }

    fn documents(&mut self) {
        let (old, new) = (self.old, self.new);
        for (path, item) in object(old, "paths") {
            for (method, operation) in item.as_object().into_iter().flatten() {
                let place = format!("{} {path}", method.to_uppercase());
                match new.get("paths").and_then(|paths| paths.get(path)?.get(method)) {
                    Some(after) => self.operation(&place, operation, after),
                    None => self.report(&place, "removed"),
                }
            }
        }
    }

    fn operation(&mut self, place: &str, old: &Value, new: &Value) {
        self.parameters(place, old, new);
        match (old.get("requestBody"), new.get("requestBody")) {
            (Some(before), Some(after)) => {
                self.schema(&format!("{place}, body"), json_schema(before), json_schema(after), Side::Sent);
            }
            (None, Some(after)) if after.get("required") == Some(&Value::Bool(true)) => {
                self.report(place, "needs a body");
            }
            _ => {}
        }
        for (status, before) in object(old, "responses") {
            match new.get("responses").and_then(|responses| responses.get(status)) {
                Some(after) => {
                    self.schema(&format!("{place}, {status}"), json_schema(before), json_schema(after), Side::Read);
                }
                None => self.report(place, &format!("no longer answers {status}")),
            }
        }
    }

    fn parameters(&mut self, place: &str, old: &Value, new: &Value) {
        let named = |operation: &Value| -> Map<String, Value> {
            let list = operation.get("parameters").and_then(Value::as_array).cloned().unwrap_or_default();
            let key = |one: &Value| {
                let text = |key| one.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
                format!("{} {}", text("in"), text("name"))
            };
            list.into_iter().map(|one| (key(&one), one)).collect()
        };
        let required = |one: &Value| one.get("required") == Some(&Value::Bool(true));
        let (before, after) = (named(old), named(new));
        for (name, parameter) in &before {
            match after.get(name) {
                Some(now) => {
                    if required(now) && !required(parameter) {
                        self.report(place, &format!("{name} is now required"));
                    }
                    self.schema(&format!("{place}, {name}"), json_schema(parameter), json_schema(now), Side::Sent);
                }
                None => self.report(place, &format!("{name} removed")),
            }
        }
        for (name, _) in after.iter().filter(|(name, one)| required(one) && !before.contains_key(*name)) {
            self.report(place, &format!("{name} is new and required"));
        }
    }

    fn schema(&mut self, place: &str, old: &Value, new: &Value, side: Side) {
        if let Some(name) = old.get("$ref").and_then(Value::as_str)
            && !self.seen.insert((format!("{name} {:?}", new.get("$ref")), side))
        {
            return;
        }
        let ((old, old_null), (new, new_null)) = (nullable(self.old, old), nullable(self.new, new));
        self.types(place, (old, old_null), (new, new_null), side);
        self.values(place, old, new, side);
        if side == Side::Sent {
            self.bounds(place, old, new);
        }
        self.properties(place, old, new, side);
        if let (Some(before), Some(after)) = (old.get("items"), new.get("items")) {
            self.schema(&format!("{place}[]"), before, after, side);
        }
        for key in ["oneOf", "anyOf", "allOf"] {
            let list = |schema: &Value| schema.get(key).and_then(Value::as_array).cloned().unwrap_or_default();
            let (before, after) = (list(old), list(new));
            if before.len() > after.len() {
                self.report(place, &format!("{key} has lost an alternative"));
            }
            for (before, after) in before.iter().zip(&after) {
                self.schema(place, before, after, side);
            }
        }
    }

    fn types(&mut self, place: &str, (old, old_null): (&Value, bool), (new, new_null): (&Value, bool), side: Side) {
        let (mut before, mut after) = (texts(old, "type"), texts(new, "type"));
        before.extend(old_null.then_some("null"));
        after.extend(new_null.then_some("null"));
        let narrower = match side {
            Side::Sent => !before.is_subset(&after) && !after.is_empty(),
            Side::Read => !after.is_subset(&before) && !before.is_empty(),
        };
        if narrower {
            self.report(place, &format!("type {before:?} became {after:?}"));
        }
        if old.get("format") != new.get("format") && old.get("format").is_some() {
            self.report(place, "another format");
        }
    }

    fn values(&mut self, place: &str, old: &Value, new: &Value, side: Side) {
        let (before, after) = (texts(old, "enum"), texts(new, "enum"));
        if !after.is_empty() && side == Side::Sent {
            if before.is_empty() {
                self.report(place, "takes only some values now");
            }
            for gone in before.difference(&after) {
                self.report(place, &format!("no longer takes `{gone}`"));
            }
        }
        if side == Side::Read && !before.is_empty() && after.is_empty() {
            self.report(place, "any value now");
        }
    }

    fn bounds(&mut self, place: &str, old: &Value, new: &Value) {
        let number = |schema: &Value, key: &str| schema.get(key).and_then(Value::as_f64);
        for key in ["maximum", "maxLength", "maxItems"] {
            let (before, after) = (number(old, key).unwrap_or(f64::INFINITY), number(new, key));
            if after.is_some_and(|after| after < before) {
                self.report(place, &format!("lower {key}"));
            }
        }
        for key in ["minimum", "minLength", "minItems"] {
            let (before, after) = (number(old, key).unwrap_or(f64::NEG_INFINITY), number(new, key));
            if after.is_some_and(|after| after > before) {
                self.report(place, &format!("higher {key}"));
            }
        }
        if new.get("pattern").is_some() && old.get("pattern") != new.get("pattern") {
            self.report(place, "another pattern");
        }
    }

    fn properties(&mut self, place: &str, old: &Value, new: &Value, side: Side) {
        let (required_before, required_after) = (texts(old, "required"), texts(new, "required"));
        for (name, before) in object(old, "properties") {
            match new.get("properties").and_then(|properties| properties.get(name)) {
                Some(after) => self.schema(&format!("{place}.{name}"), before, after, side),
                None => self.report(place, &format!("`{name}` removed")),
            }
        }
        let promises = match side {
            Side::Sent => required_after.difference(&required_before),
            Side::Read => required_before.difference(&required_after),
        };
        for name in promises {
            let what = if side == Side::Sent { "is now required" } else { "may now be absent" };
            self.report(place, &format!("`{name}` {what}"));
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn document() -> Value {
        json!({
            "paths": { "/v1/choses": { "post": {
                "parameters": [{ "in": "query", "name": "limite", "schema": { "type": "integer", "maximum": 200 } }],
                "requestBody": { "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Chose" } } } },
                "responses": {
                    "201": { "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Chose" } } } },
                    "409": {},
                },
            } } },
            "components": { "schemas": { "Chose": {
                "type": "object",
                "required": ["nom"],
                "properties": {
                    "nom": { "type": "string", "maxLength": 80 },
                    "sexe": { "type": ["string", "null"], "enum": ["F", "M"] },
                    "parent": { "$ref": "#/components/schemas/Chose" },
                },
            } } },
        })
    }

    /// What breaks when the value at `pointer` becomes `value`.
    fn changed(pointer: &str, value: Value) -> Vec<String> {
        let mut new = document();
        *new.pointer_mut(pointer).unwrap() = value;
        breaking(&document(), &new)
    }

    const CHOSE: &str = "/components/schemas/Chose";
    const POST: &str = "/paths/~1v1~1choses/post";

    #[test]
    fn the_same_document_breaks_nothing_and_neither_does_an_addition() {
        assert!(breaking(&document(), &document()).is_empty());
        let mut new = document();
        new["components"]["schemas"]["Chose"]["properties"]["note"] = json!({ "type": "string" });
        new["paths"]["/v1/autres"] = json!({ "get": { "responses": {} } });
        assert!(breaking(&document(), &new).is_empty());
    }

    #[test]
    fn null_is_a_type_or_an_alternative() {
        let sexe = format!("{CHOSE}/properties/sexe");
        let alternative = json!({ "oneOf": [{ "type": "string", "enum": ["F", "M"] }, { "type": "null" }] });
        assert!(changed(&sexe, alternative).is_empty());
        let never = changed(&sexe, json!({ "type": "string", "enum": ["F", "M"] }));
        assert_eq!(never, [r#"POST /v1/choses, body.sexe: type {"null", "string"} became {"string"}"#]);
    }

    #[test]
    fn what_has_gone_breaks() {
        assert_eq!(changed("/paths", json!({})), ["POST /v1/choses: removed"]);
        assert_eq!(changed(&format!("{POST}/parameters"), json!([])), ["POST /v1/choses: query limite removed"]);
        let mut new = document();
        new.pointer_mut(&format!("{POST}/responses")).unwrap().as_object_mut().unwrap().remove("409");
        assert_eq!(breaking(&document(), &new), ["POST /v1/choses: no longer answers 409"]);
    }

    #[test]
    fn something_new_and_required_breaks_who_sends() {
        let required = changed(&format!("{CHOSE}/required"), json!(["nom", "sexe"]));
        assert_eq!(required, ["POST /v1/choses, body: `sexe` is now required"]);
        let parameter = json!([
            { "in": "query", "name": "limite", "schema": { "type": "integer", "maximum": 200 } },
            { "in": "query", "name": "du", "required": true, "schema": { "type": "string" } },
        ]);
        let new = changed(&format!("{POST}/parameters"), parameter);
        assert_eq!(new, ["POST /v1/choses: query du is new and required"]);
    }

    #[test]
    fn a_promise_taken_back_breaks_who_reads() {
        let optional = changed(&format!("{CHOSE}/required"), json!([]));
        assert_eq!(optional, ["POST /v1/choses, 201: `nom` may now be absent"]);
    }

    #[test]
    fn narrower_values_and_types_break_who_sends_and_wider_types_who_reads() {
        assert_eq!(
            changed(&format!("{CHOSE}/properties/sexe/enum"), json!(["F"])),
            ["POST /v1/choses, body.sexe: no longer takes `M`"]
        );
        assert_eq!(
            changed(&format!("{CHOSE}/properties/nom/maxLength"), json!(40)),
            ["POST /v1/choses, body.nom: lower maxLength"]
        );
        let null = changed(&format!("{CHOSE}/properties/nom/type"), json!(["string", "null"]));
        assert_eq!(null, [r#"POST /v1/choses, 201.nom: type {"string"} became {"null", "string"}"#]);
        let sent = changed(&format!("{CHOSE}/properties/sexe/type"), json!("string"));
        assert_eq!(sent, [r#"POST /v1/choses, body.sexe: type {"null", "string"} became {"string"}"#]);
    }
}
