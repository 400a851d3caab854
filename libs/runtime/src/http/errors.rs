//! Failures that no handler sees answer in the same body as the others.

use actix_web::{
    HttpRequest, HttpResponse, ResponseError,
    dev::ResourceDef,
    error::UrlencodedError,
    http::header,
    web::{self, Data, FormConfig, PathConfig, PayloadConfig},
};
use problem::{Problem, RefusOauth, Slug};
use utoipa::openapi::OpenApi;

/// Bytes of a JSON body at most.
pub const BODY_LIMIT: usize = 256 * 1024;
/// Bytes at most of a form, and of the JSON of whoever may have no token: passwords and codes are short.
pub(super) const SHORT_LIMIT: usize = 16 * 1024;

struct KnownPaths(Vec<(ResourceDef, String)>);

/// Sets the limits of bodies and the answers to bad paths. `api` tells which methods a path has.
pub fn configure(config: &mut web::ServiceConfig, api: &OpenApi) {
    let known = api.paths.paths.iter().map(|(path, item)| (ResourceDef::new(path.as_str()), methods(item))).collect();
    config
        .app_data(PayloadConfig::new(BODY_LIMIT))
        .app_data(
            FormConfig::default().limit(SHORT_LIMIT).error_handler(|error, _| RefusOauth::from(form(&error)).into()),
        )
        .app_data(PathConfig::default().error_handler(|_, _| Problem::not_found().into()))
        .app_data(Data::new(KnownPaths(known)))
        .default_service(web::to(unrouted));
}

fn form(error: &UrlencodedError) -> Problem {
    match error {
        UrlencodedError::ContentType => {
            Problem::new(Slug::TypeNonPrisEnCharge, "Ce corps est attendu en application/x-www-form-urlencoded.")
        }
        UrlencodedError::Overflow { .. } => Problem::new(Slug::CorpsTropGrand, "Le corps est trop grand."),
        _ => Problem::new(Slug::RequeteIllisible, "Le formulaire n'a pas pu être lu : il est coupé ou mal encodé."),
    }
}

async fn unrouted(request: HttpRequest, known: Data<KnownPaths>) -> HttpResponse {
    let Some((_, methods)) = known.0.iter().find(|(path, _)| path.is_match(request.path())) else {
        return Problem::new(Slug::Introuvable, "Aucune opération à cette adresse.").error_response();
    };
    let problem = Problem::new(Slug::MethodeInterdite, format!("Méthodes possibles à cette adresse : {methods}."));
    let mut response = problem.error_response();
    if let Ok(value) = header::HeaderValue::from_str(methods) {
        response.headers_mut().insert(header::ALLOW, value);
    }
    response
}

fn methods(item: &utoipa::openapi::PathItem) -> String {
    let all = [
        ("GET", &item.get),
        ("POST", &item.post),
        ("PUT", &item.put),
        ("PATCH", &item.patch),
        ("DELETE", &item.delete),
    ];
    let named: Vec<_> = all.iter().filter(|(_, operation)| operation.is_some()).map(|(name, _)| *name).collect();
    named.join(", ")
}
