//! What every operation has in common, added to the document once: the problems that follow from its
//! shape, the idempotency key of a POST, the version of a PATCH.

use kernel::Service;
use problem::{FieldError, Problem, Slug};
use std::collections::BTreeMap;
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{
        Components, Content, Header, HttpMethod, Info, License, ObjectBuilder, OpenApi, PathItem, Ref, RefOr, Required,
        ResponseBuilder, Responses, Schema,
        path::{Operation, Parameter, ParameterBuilder, ParameterIn},
        request_body::RequestBody,
        schema::Type,
        security::{Http, HttpAuthScheme, SecurityScheme},
    },
};

use crate::http::Vide;

/// Completes the document of a service.
#[must_use]
pub fn complete(mut api: OpenApi, service: Service, description: &str) -> OpenApi {
    describe(&mut api, &format!("PLIE · {service}"), description);
    let components = api.components.get_or_insert_with(Components::new);
    components.add_security_scheme("jeton", SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer)));
    for (name, schema) in
        [("Problem", Problem::schema()), ("FieldError", FieldError::schema()), ("Slug", Slug::schema())]
    {
        components.schemas.insert(name.to_owned(), schema);
    }
    for item in api.paths.paths.values_mut() {
        for (method, operation) in operations(item) {
            complete_operation(&method, operation);
        }
    }
    identifiers(&mut api);
    api
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

/// Says what a document is about.
pub fn describe(api: &mut OpenApi, title: &str, description: &str) {
    let mut info = Info::new(title, env!("CARGO_PKG_VERSION"));
    info.description = Some(description.to_owned());
    info.license = Some(License::new("AGPL-3.0-or-later"));
    api.info = info;
}

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

fn complete_operation(method: &HttpMethod, operation: &mut Operation) {
    let protected = operation.security.as_ref().is_some_and(|requirements| !requirements.is_empty());
    let form =
        matches!(&operation.request_body, Some(RefOr::T(body)) if !body.content.contains_key("application/json"));
    if let Some(RefOr::T(body)) = &mut operation.request_body
        && is_empty(body)
    {
        body.required = Some(Required::False);
    }
    let mut slugs = own_refusals(operation);
    slugs.extend([Slug::TropDeRequetes, Slug::Interne, Slug::Indisponible]);
    if protected {
        slugs.extend([Slug::Authentification, Slug::Interdit]);
    }
    if operation.request_body.is_some() {
        slugs.extend([Slug::RequeteIllisible, Slug::CorpsTropGrand, Slug::TypeNonPrisEnCharge, Slug::DonneesInvalides]);
    }
    let parameters = operation.parameters.get_or_insert_default();
    if has(parameters, &ParameterIn::Path) {
        slugs.push(Slug::Introuvable);
    }
    if has(parameters, &ParameterIn::Query) {
        slugs.push(Slug::RequeteIllisible);
    }
    if *method == HttpMethod::Post && protected && !form {
        parameters.push(
            header(
                "Idempotency-Key",
                false,
                "La même clé avec le même corps donne la même réponse, pendant un jour, à qui le peut encore.",
            )
            .into(),
        );
        slugs.extend([Slug::CleIdempotenceReutilisee, Slug::ReponseNonGardee]);
    }
    if *method == HttpMethod::Patch {
        parameters.push(header("If-Match", true, "La version lue : l'ETag de la dernière lecture.").into());
        slugs.extend([Slug::VersionDepassee, Slug::VersionRequise]);
    }
    refusals(&mut operation.responses, &slugs);
}

/// Whether a body is that of an action that needs no data: it may then be absent.
fn is_empty(body: &RequestBody) -> bool {
    let empty = Some(RefOr::Ref(Ref::from_schema_name(Vide::name())));
    body.content.values().all(|content| matches!(content, RefOr::T(content) if content.schema == empty))
}

/// The refusals that `#[operation]` names, out of where it left them.
fn own_refusals(operation: &mut Operation) -> Vec<Slug> {
    let left = operation.extensions.as_mut().and_then(|extensions| extensions.remove("x-refus"));
    left.and_then(|names| serde_json::from_value(names).ok()).unwrap_or_default()
}

fn has(parameters: &[RefOr<Parameter>], place: &ParameterIn) -> bool {
    parameters.iter().any(|parameter| matches!(parameter, RefOr::T(parameter) if parameter.parameter_in == *place))
}

/// Adds the problems to the answers, those of one status together, and their body to those that an
/// operation declares itself.
fn refusals(responses: &mut Responses, slugs: &[Slug]) {
    for (status, response) in &mut responses.responses {
        if let RefOr::T(response) = response
            && matches!(status.as_str(), "401" | "404" | "409")
        {
            response.content.insert("application/problem+json".to_owned(), problem_content().into());
        }
    }
    let mut by_status: BTreeMap<u16, Vec<Slug>> = BTreeMap::new();
    for slug in slugs {
        by_status.entry(slug.status()).or_default().push(*slug);
    }
    for (status, slugs) in by_status {
        let names: Vec<_> = slugs.iter().map(|slug| slug.as_str()).collect();
        let content = Content::builder().schema(Some(Ref::from_schema_name("Problem"))).build();
        let mut response =
            ResponseBuilder::new().description(names.join(", ")).content("application/problem+json", content);
        if matches!(status, 429 | 503) {
            response =
                response.header("Retry-After", Header::new(ObjectBuilder::new().schema_type(Type::Integer).build()));
        }
        responses.responses.entry(status.to_string()).or_insert_with(|| response.build().into());
    }
}

fn problem_content() -> Content {
    Content::builder().schema(Some(Ref::from_schema_name("Problem"))).build()
}

fn header(name: &str, required: bool, description: &str) -> Parameter {
    ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Header)
        .required(if required { Required::True } else { Required::False })
        .description(Some(description))
        .schema(Some(Schema::from(ObjectBuilder::new().schema_type(Type::String).build())))
        .build()
}
