//! What a request may carry besides its own data, and the refusals that follow from its shape.

use kernel::Service;
use problem::Slug;
use utoipa::{
    ToSchema,
    openapi::{
        HttpMethod, ObjectBuilder, OneOfBuilder, Ref, RefOr, Required, Schema,
        path::{Operation, Parameter, ParameterBuilder, ParameterIn},
        request_body::RequestBody,
        schema::Type,
    },
};

use super::{Refusals, left};
use crate::http::{CLE_MAX, Vide};

/// Characters of `If-None-Match` at most: some tags.
const ETIQUETTES: usize = 2_000;

/// Completes the parameters, and tells the refusals.
pub(super) fn complete(
    service: Service,
    method: &HttpMethod,
    operation: &mut Operation,
    refusals: Refusals,
    tagged: bool,
) -> Vec<Slug> {
    let protected = operation.security.as_ref().is_some_and(|requirements| !requirements.is_empty());
    let repeatable = left::<bool>(operation, "x-cle").is_some();
    if let Some(RefOr::T(body)) = &mut operation.request_body
        && is_empty(body)
    {
        body.required = Some(Required::False);
    }
    let mut slugs: Vec<Slug> = left(operation, "x-refus").unwrap_or_default();
    slugs.extend([
        Slug::TropDeRequetes,
        Slug::Interne,
        Slug::ServiceInjoignable,
        Slug::Indisponible,
        Slug::DelaiDepasse,
    ]);
    if protected {
        slugs.extend([Slug::Authentification, Slug::Interdit]);
    }
    if operation.request_body.is_some() {
        slugs.extend([
            Slug::RequeteIllisible,
            Slug::EnvoiInterrompu,
            Slug::CorpsTropGrand,
            Slug::TypeNonPrisEnCharge,
            Slug::DonneesInvalides,
        ]);
    }
    let parameters = operation.parameters.get_or_insert_default();
    if has(parameters, &ParameterIn::Path) {
        slugs.push(Slug::Introuvable);
    }
    if has(parameters, &ParameterIn::Query) {
        slugs.push(Slug::DonneesInvalides);
    }
    if *method != HttpMethod::Get && refusals == Refusals::Problems {
        slugs.extend([Slug::Conflit, Slug::TransitionInterdite]);
        // The other services keep files of persons, and the file of one may be restricted.
        if service != Service::Territoires {
            slugs.push(Slug::DossierLimite);
        }
    }
    if *method == HttpMethod::Post && repeatable {
        parameters.push(idempotency_key().into());
        slugs.extend([Slug::CleIdempotenceReutilisee, Slug::CleIdempotenceInvalide, Slug::ReponseNonGardee]);
    }
    if tagged {
        parameters.push(if_none_match().into());
    }
    if *method == HttpMethod::Patch {
        parameters.push(if_match().into());
        slugs.extend([Slug::VersionDepassee, Slug::VersionRequise]);
    }
    slugs
}

/// Whether a body is that of an action that needs no data: it may then be absent.
fn is_empty(body: &RequestBody) -> bool {
    let empty = Some(RefOr::Ref(Ref::from_schema_name(Vide::name())));
    body.content.values().all(|content| matches!(content, RefOr::T(content) if content.schema == empty))
}

fn has(parameters: &[RefOr<Parameter>], place: &ParameterIn) -> bool {
    parameters.iter().any(|parameter| matches!(parameter, RefOr::T(parameter) if parameter.parameter_in == *place))
}

fn idempotency_key() -> Parameter {
    let schema = ObjectBuilder::new()
        .schema_type(Type::String)
        .min_length(Some(1))
        .max_length(Some(CLE_MAX))
        .pattern(Some("^[ -~]+$"))
        .build();
    header(
        "Idempotency-Key",
        Required::False,
        "La même clé avec le même corps donne la même réponse, pendant un jour, à qui le peut encore.",
        schema,
    )
}

fn if_match() -> Parameter {
    let form = |pattern: &str, example: &str| {
        Schema::from(ObjectBuilder::new().schema_type(Type::String).pattern(Some(pattern)).examples([example]).build())
    };
    let schema = OneOfBuilder::new()
        .item(form(r#"^"\d+"$"#, r#""3""#))
        .item(form(r#"^"\d+-[0-9a-f]{24}"$"#, r#""3-5f0c7a3b9d1e42c86a90b7d1""#))
        .item(form(&autres_versions(), r#"W/"3-5f0c7a3b9d1e42c86a90b7d1""#))
        .build();
    let description = "La version lue : l'ETag de la dernière lecture, faible ou non, ou la version seule. De plusieurs, il \
                       suffit d'une ; `*` écrit par-dessus celle qui est là, quelle qu'elle soit.";
    header("If-Match", Required::True, description, schema)
}

/// What `If-Match` takes besides one tag as it was given: a weak one, a version alone, several, or `*`.
fn autres_versions() -> String {
    let version = r"\d+(-[0-9a-f]{24})?";
    let tag = format!(r#"((W/)?"{version}"|{version})"#);
    format!(r#"^(\*|{version}|W/"{version}"|{tag}( ?, ?{tag})+)$"#)
}

fn if_none_match() -> Parameter {
    let schema = ObjectBuilder::new()
        .schema_type(Type::String)
        .max_length(Some(ETIQUETTES))
        .examples([r#""3-5f0c7a3b9d1e42c86a90b7d1""#])
        .build();
    let description = "L'ETag de ce que l'on a déjà : si rien n'a changé depuis, la réponse est un 304 sans corps.";
    header("If-None-Match", Required::False, description, schema)
}

fn header(name: &str, required: Required, description: &str, schema: impl Into<Schema>) -> Parameter {
    ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Header)
        .required(required)
        .description(Some(description))
        .schema(Some(schema.into()))
        .build()
}
