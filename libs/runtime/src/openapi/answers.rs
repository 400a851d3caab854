//! What the answers say besides their bodies: a sentence, headers, and the problems.

use std::collections::BTreeMap;

use problem::{ErreurOauth, Slug};
use utoipa::openapi::{
    Content, Header, HttpMethod, ObjectBuilder, Ref, RefOr, Response, ResponseBuilder, Responses, Schema, SchemaFormat,
    path::Operation,
    schema::{KnownFormat, Type},
};

use super::{OAUTH, Refusals, left};

const PROBLEM: &str = "application/problem+json";

/// Completes the answers of success, and adds the problems.
pub(super) fn complete(method: &HttpMethod, operation: &mut Operation, slugs: &[Slug], said: Refusals, tagged: bool) {
    let versioned = left::<bool>(operation, "x-version").is_some();
    let media: Vec<String> = left(operation, "x-media").unwrap_or_default();
    for (status, response) in &mut operation.responses.responses {
        if let RefOr::T(response) = response {
            success(method, status, response, etiquette(versioned, tagged));
            if !media.is_empty() {
                file(response, &media);
            }
        }
    }
    if tagged {
        operation.responses.responses.insert("304".to_owned(), unchanged().into());
    }
    refusals(&mut operation.responses, slugs, said);
}

/// What the tag of an answer is for, when it has one.
const fn etiquette(versioned: bool, tagged: bool) -> Option<&'static str> {
    match (versioned, tagged) {
        (true, true) => Some("La version lue et ce qui est montré, à rendre dans If-Match ou dans If-None-Match."),
        (true, false) => Some("La version, à rendre dans If-Match."),
        (false, true) => Some("Ce qui est montré, à rendre dans If-None-Match."),
        (false, false) => None,
    }
}

/// What the reader has already.
fn unchanged() -> Response {
    let mut tag = Header::new(ObjectBuilder::new().schema_type(Type::String).build());
    tag.description = Some("Celui de la requête.".to_owned());
    ResponseBuilder::new().description("Rien n'a changé depuis cette lecture.").header("ETag", tag).build()
}

fn success(method: &HttpMethod, status: &str, response: &mut Response, tag: Option<&str>) {
    if response.description.is_empty() {
        sentence(method, status).clone_into(&mut response.description);
    }
    let mut say = |name: &str, kind: Type, description: &str| {
        let mut header = Header::new(ObjectBuilder::new().schema_type(kind).build());
        header.description = Some(description.to_owned());
        response.headers.insert(name.to_owned(), header.into());
    };
    if status == "201" {
        say("Location", Type::String, "Où se lit ce qui est créé.");
    }
    if let Some(tag) = tag {
        say("ETag", Type::String, tag);
    }
    if response.content.values().any(is_page) {
        let mut link = Header::new(ObjectBuilder::new().schema_type(Type::String).build());
        link.description = Some("La page suivante (`rel=\"next\"`), s'il y en a une.".to_owned());
        response.headers.insert("Link".to_owned(), link.into());
    }
}

/// A file, of one of these types.
fn file(response: &mut Response, media: &[String]) {
    let content = || Content::builder().schema(Some(bytes())).build();
    response.content = media.iter().map(|media| (media.clone(), content().into())).collect();
}

/// What an answer is, when its operation does not say it.
fn sentence(method: &HttpMethod, status: &str) -> &'static str {
    match (status, method) {
        ("201", _) => "Créé.",
        ("204", _) => "Fait.",
        (_, HttpMethod::Get) => "Lu.",
        _ => "Fait, et ce qui en résulte.",
    }
}

/// The content of a file, as generators of clients know it.
pub(super) fn bytes() -> RefOr<Schema> {
    let binary = SchemaFormat::KnownFormat(KnownFormat::Binary);
    Schema::from(ObjectBuilder::new().schema_type(Type::String).format(Some(binary)).build()).into()
}

fn is_page(content: &RefOr<Content>) -> bool {
    let RefOr::T(content) = content else { return false };
    matches!(&content.schema, Some(RefOr::Ref(reference)) if reference.ref_location.contains("/Page_"))
}

/// Adds the problems to the answers, those of one status together, and their body to those that an
/// operation declares itself.
fn refusals(responses: &mut Responses, slugs: &[Slug], said: Refusals) {
    let mut by_status: BTreeMap<u16, Vec<&str>> = BTreeMap::new();
    for (slug, status) in slugs.iter().flat_map(|slug| said.statuses(*slug).into_iter().map(move |one| (slug, one))) {
        let names = by_status.entry(status).or_default();
        if !names.contains(&slug.as_str()) {
            names.push(slug.as_str());
        }
    }
    let (media, body) = said.body();
    for (status, names) in by_status {
        let content = Content::builder().schema(Some(Ref::from_schema_name(body))).build();
        let mut response = ResponseBuilder::new().description(names.join(", ")).content(media, content);
        if matches!(status, 429 | 502 | 503) {
            let mut after = Header::new(ObjectBuilder::new().schema_type(Type::Integer).minimum(Some(0)).build());
            after.description = Some("Secondes à attendre.".to_owned());
            response = response.header("Retry-After", after);
        }
        if status == 401 {
            let scheme = Header::new(ObjectBuilder::new().schema_type(Type::String).build());
            response = response.header("WWW-Authenticate", scheme);
        }
        responses.responses.entry(status.to_string()).or_insert_with(|| response.build().into());
    }
}

impl Refusals {
    /// The statuses with which a problem is told.
    fn statuses(self, slug: Slug) -> Vec<u16> {
        match self {
            Self::Problems => vec![slug.status()],
            Self::Oauth => ErreurOauth::statuts(slug),
        }
    }

    /// The media type of the body, and its schema.
    const fn body(self) -> (&'static str, &'static str) {
        match self {
            Self::Problems => (PROBLEM, "Problem"),
            Self::Oauth => ("application/json", OAUTH),
        }
    }
}
