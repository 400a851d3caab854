//! The body of a PATCH: what it does not name stays (RFC 7396).

use std::{borrow::Cow, collections::BTreeMap, marker::PhantomData};

use garde::{Path, Report, Validate};
use problem::{FieldError, Problem};
use serde::{
    Deserialize, Deserializer, Serialize,
    de::{DeserializeOwned, Error, Unexpected},
};
use serde_json::{Map, Value, json};
use utoipa::{
    __dev::ComposeSchema,
    ToSchema,
    openapi::{RefOr, Schema},
};

/// What changes of a `T`: a field that is absent stays, one that is null is removed, an object is retouched in turn,
/// and anything else, lists included, replaces.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Retouche<T> {
    #[serde(deserialize_with = "objet")]
    champs: Map<String, Value>,
    #[serde(skip)]
    de: PhantomData<fn() -> T>,
}

/// Fields by their names: `null`, which serde reads as none of them, names nothing to retouch.
fn objet<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Map<String, Value>, D::Error> {
    let fields = Option::<Map<_, _>>::deserialize(deserializer)?;
    fields.ok_or_else(|| Error::invalid_type(Unexpected::Unit, &"a map"))
}

/// Its fields have bounds once they are among those of a whole `T`.
impl<T> Validate for Retouche<T> {
    type Context = ();

    fn validate_into(&self, (): &(), _: &mut dyn FnMut() -> Path, _: &mut Report) {}
}

impl<T: Serialize + DeserializeOwned + Validate<Context = ()>> Retouche<T> {
    /// `present` once retouched, or every field that cannot be so.
    pub fn appliquer(self, present: &T) -> Result<T, Problem> {
        let illisible = |error: serde_json::Error| Problem::internal(&error);
        let whole = serde_json::to_value(present).map_err(illisible)?;
        let kept: Vec<_> =
            retires("", &whole, &self.champs).into_iter().filter(|at| !s_efface::<T>(&whole, at)).collect();
        if !kept.is_empty() {
            let error = |at| FieldError::new(at, "absent", "ce champ ne s'efface pas");
            return Err(Problem::invalid(kept.into_iter().map(error).collect()));
        }
        let mut next = whole;
        fondre(&mut next, self.champs);
        let next: T = problem::decode(&serde_json::to_vec(&next).map_err(illisible)?)?;
        problem::validate(&next)?;
        Ok(next)
    }
}

/// Where `retouche` removes a field that `present` has.
fn retires(base: &str, present: &Value, retouche: &Map<String, Value>) -> Vec<String> {
    let named = retouche.iter().filter_map(|(name, value)| Some((format!("{base}/{name}"), present.get(name)?, value)));
    named
        .flat_map(|(at, present, value)| match value {
            Value::Null => vec![at],
            Value::Object(inner) => retires(&at, present, inner),
            _ => vec![],
        })
        .collect()
}

/// Whether a `T` does without the field at this pointer.
fn s_efface<T: DeserializeOwned>(whole: &Value, pointer: &str) -> bool {
    let mut without = whole.clone();
    if let Some((parent, name)) = pointer.rsplit_once('/')
        && let Some(Value::Object(fields)) = without.pointer_mut(parent)
    {
        fields.remove(name);
    }
    serde_json::from_value::<T>(without).is_ok()
}

/// Merges; a null that names nothing stays, for the reader to refuse what it does not know.
fn fondre(present: &mut Value, retouche: Map<String, Value>) {
    if !present.is_object() {
        *present = json!({});
    }
    let Value::Object(fields) = present else { return };
    for (name, value) in retouche {
        match value {
            Value::Null if fields.remove(&name).is_some() => {}
            Value::Object(inner) => fondre(fields.entry(name).or_insert(Value::Null), inner),
            other => drop(fields.insert(name, other)),
        }
    }
}

impl<T: ToSchema> ToSchema for Retouche<T> {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("Retouche")
    }

    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        T::schemas(schemas);
    }
}

/// As utoipa derives it for what has a parameter: its name in the document is that of both.
impl<T: ToSchema> ComposeSchema for Retouche<T> {
    fn compose(_: Vec<RefOr<Schema>>) -> RefOr<Schema> {
        let mut known = Vec::new();
        T::schemas(&mut known);
        let value = |schema: &RefOr<Schema>| serde_json::to_value(schema).unwrap_or_default();
        let known = known.iter().map(|(name, schema)| (name.clone(), value(schema))).collect();
        let mut schema = partiel(value(&T::schema()), &known);
        if let Value::Object(fields) = &mut schema {
            fields
                .insert("description".to_owned(), json!("What changes: an absent field stays, a null one is removed."));
        }
        serde_json::from_value(schema).unwrap_or_else(|_| T::schema())
    }
}

/// The schema of what retouches: no field must be there, those that were optional may be null, objects are
/// retouched in turn.
fn partiel(schema: Value, known: &BTreeMap<String, Value>) -> Value {
    let named = schema.get("$ref").and_then(Value::as_str).and_then(|one| known.get(one.rsplit('/').next()?));
    if let Some(object) = named.filter(|one| one.get("properties").is_some()) {
        return partiel(object.clone(), known);
    }
    let Value::Object(mut fields) = schema else { return schema };
    if let Some(Value::Array(choices)) = fields.get_mut("oneOf") {
        *choices = std::mem::take(choices).into_iter().map(|one| partiel(one, known)).collect();
    }
    let required = fields.remove("required").unwrap_or_default();
    let required: Vec<_> = required.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    if let Some(Value::Object(properties)) = fields.get_mut("properties") {
        for (name, property) in properties {
            let inner = sans_defaut(partiel(property.take(), known));
            *property = if required.contains(&name.as_str()) { inner } else { ou_rien(inner) };
        }
    }
    Value::Object(fields)
}

/// What is absent stays as it is: it has no default.
fn sans_defaut(mut schema: Value) -> Value {
    if let Value::Object(fields) = &mut schema {
        fields.remove("default");
    }
    schema
}

fn ou_rien(schema: Value) -> Value {
    let null = json!("null");
    let kinds = schema.get("type").and_then(Value::as_array).is_some_and(|kinds| kinds.contains(&null));
    let choices = schema.get("oneOf").and_then(Value::as_array);
    if kinds || choices.is_some_and(|choices| choices.iter().any(|one| one.get("type") == Some(&null))) {
        return schema;
    }
    json!({ "oneOf": [schema, { "type": "null" }] })
}

#[cfg(test)]
mod tests {
    use serde_json::from_value;
    use utoipa::PartialSchema;

    use super::*;

    #[operation::bounded]
    #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
    #[serde(deny_unknown_fields)]
    struct Personne {
        #[garde(length(chars, max = 10))]
        nom: String,
        #[garde(skip)]
        courriel: Option<String>,
        #[serde(default)]
        #[garde(skip)]
        foyer: Foyer,
    }

    #[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
    #[serde(deny_unknown_fields, default)]
    struct Foyer {
        langues: Vec<String>,
        logement: Option<String>,
    }

    fn aminata() -> Personne {
        Personne {
            nom: "Diallo".to_owned(),
            courriel: Some("a@b.example".to_owned()),
            foyer: Foyer { langues: vec!["fr".to_owned(), "ff".to_owned()], logement: Some("parc social".to_owned()) },
        }
    }

    fn retouched(body: Value) -> Result<Personne, Problem> {
        from_value::<Retouche<Personne>>(body).unwrap().appliquer(&aminata())
    }

    #[test]
    fn what_is_not_named_stays_and_what_is_null_goes() {
        assert_eq!(retouched(json!({})).unwrap(), aminata());
        assert_eq!(retouched(json!({ "nom": "Diaw" })).unwrap(), Personne { nom: "Diaw".to_owned(), ..aminata() });
        assert_eq!(retouched(json!({ "courriel": null })).unwrap(), Personne { courriel: None, ..aminata() });
        assert_eq!(retouched(json!({ "foyer": null })).unwrap(), Personne { foyer: Foyer::default(), ..aminata() });
    }

    #[test]
    fn an_object_is_retouched_in_turn_and_a_list_is_replaced() {
        let next = retouched(json!({ "foyer": { "langues": ["wo"] } })).unwrap().foyer;
        assert_eq!((next.langues, next.logement), (vec!["wo".to_owned()], aminata().foyer.logement));
        let next = retouched(json!({ "foyer": { "langues": null, "logement": null } })).unwrap().foyer;
        assert_eq!(next, Foyer::default());
    }

    #[test]
    fn what_a_whole_does_not_do_without_is_not_removed() {
        let refused = retouched(json!({ "nom": null, "courriel": null })).unwrap_err();
        assert_eq!((refused.status, refused.errors.len()), (422, 1));
        assert_eq!((refused.errors[0].pointer.as_str(), refused.errors[0].code.as_str()), ("/nom", "absent"));
    }

    #[test]
    fn what_is_wrong_is_pointed_at_as_in_a_whole() {
        let pointer = |body| retouched(body).unwrap_err().errors[0].pointer.clone();
        assert_eq!(pointer(json!({ "courriel": 3 })), "/courriel");
        assert_eq!(pointer(json!({ "nom": "d'Abbans de la Tour" })), "/nom");
        assert_eq!(pointer(json!({ "foyer": { "langues": [1] } })), "/foyer/langues/0");
        assert_eq!(pointer(json!({ "foyer": "parc social" })), "/foyer");
        assert!(retouched(json!({ "nir": null })).is_err(), "a name that means nothing is refused, null or not");
        assert!(from_value::<Retouche<Personne>>(json!([])).is_err());
    }

    #[test]
    fn the_document_says_what_may_be_left_out_and_what_may_be_removed() {
        let schema = serde_json::to_value(Retouche::<Personne>::schema()).unwrap();
        assert_eq!(schema.get("required"), None);
        assert_eq!(schema["properties"]["nom"]["type"], "string");
        assert_eq!(schema["properties"]["courriel"]["type"], json!(["string", "null"]));
        let foyer = &schema["properties"]["foyer"]["oneOf"];
        assert_eq!((&foyer[0]["additionalProperties"], &foyer[1]["type"]), (&json!(false), &json!("null")));
        assert_eq!(foyer[0]["properties"]["langues"]["oneOf"][0]["type"], "array");
    }
}
