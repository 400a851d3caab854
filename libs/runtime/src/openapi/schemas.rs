//! The schemas of a document, made ones that a value can meet.

use std::collections::BTreeMap;

use utoipa::openapi::{
    Components, OpenApi, Ref, RefOr, Schema,
    schema::{AllOf, ArrayItems, Object, SchemaType, Type},
};

use super::{answers, operations};

type Schemas = BTreeMap<String, RefOr<Schema>>;

/// Completes the schemas.
pub(super) fn complete(api: &mut OpenApi) {
    identifiers(api);
    received_files(api);
    let schemas = &mut api.components.get_or_insert_with(Components::new).schemas;
    flat(schemas);
    pages(schemas);
    while forget_unused(api) {}
}

/// Takes away the schemas to which nothing refers, a type of which only a retouche is taken; whether there was one.
fn forget_unused(api: &mut OpenApi) -> bool {
    let text = serde_json::to_string(api).unwrap_or_default();
    let schemas = &mut api.components.get_or_insert_with(Components::new).schemas;
    let before = schemas.len();
    schemas.retain(|name, _| text.contains(&format!("\"#/components/schemas/{name}\"")));
    schemas.len() < before
}

/// Adds the identifiers that parameters alone name: bodies bring their own.
fn identifiers(api: &mut OpenApi) {
    let paths = serde_json::to_string(&api.paths).unwrap_or_default();
    let components = api.components.get_or_insert_with(Components::new);
    for (name, schema) in kernel::kind::schemas() {
        if paths.contains(&format!("\"#/components/schemas/{name}\"")) {
            components.schemas.entry(name.to_owned()).or_insert(schema);
        }
    }
}

/// A body that is no JSON and no form is a file.
fn received_files(api: &mut OpenApi) {
    for (_, operation) in api.paths.paths.values_mut().flat_map(operations) {
        if let Some(RefOr::T(body)) = &mut operation.request_body
            && let Some(RefOr::T(content)) = body.content.get_mut("application/octet-stream")
        {
            content.schema = Some(answers::bytes());
        }
    }
}

/// A type that holds another flattened is one object of all the fields: as two that each refuse the fields of the other,
/// nothing would be both.
fn flat(schemas: &mut Schemas) {
    let known = schemas.clone();
    for schema in schemas.values_mut() {
        if let RefOr::T(Schema::AllOf(parts)) = schema
            && let Some(one) = united(parts, &known)
        {
            *schema = Schema::Object(one).into();
        }
    }
}

fn united(parts: &AllOf, known: &Schemas) -> Option<Object> {
    let mut one = Object::with_type(SchemaType::new(Type::Object));
    one.description.clone_from(&parts.description);
    for part in &parts.items {
        let part = object(part, known)?;
        one.properties.extend(part.properties);
        one.required.extend(part.required);
    }
    Some(one)
}

/// An object of fields, itself or by its name.
fn object(schema: &RefOr<Schema>, known: &Schemas) -> Option<Object> {
    match schema {
        RefOr::T(Schema::Object(object)) if !object.properties.is_empty() => Some(object.clone()),
        RefOr::T(Schema::AllOf(parts)) => united(parts, known),
        RefOr::T(_) => None,
        RefOr::Ref(reference) => object(known.get(reference.ref_location.rsplit('/').next()?)?, known),
    }
}

/// The elements of a page are the resource that has a schema of its own.
fn pages(schemas: &mut Schemas) {
    let names: Vec<_> = schemas.keys().filter_map(|name| name.strip_prefix("Page_")).map(ToOwned::to_owned).collect();
    for name in names.iter().filter(|name| schemas.contains_key(name.as_str())).cloned().collect::<Vec<_>>() {
        if let Some(RefOr::T(Schema::Object(page))) = schemas.get_mut(&format!("Page_{name}"))
            && let Some(RefOr::T(Schema::Array(elements))) = page.properties.get_mut("elements")
        {
            elements.items = ArrayItems::RefOrSchema(Box::new(Ref::from_schema_name(&name).into()));
        }
    }
}
