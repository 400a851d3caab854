//! What a third party reads before its first call: the documents, and a page that shows them.

use std::sync::Arc;

use actix_web::{
    HttpResponse, Route,
    dev::HttpServiceFactory,
    guard,
    http::header::{self, ContentEncoding},
    middleware::{Compress, DefaultHeaders},
    web::{self, Data, Path, ServiceConfig},
};
use utoipa_swagger_ui::{Config, Url, oauth};

use crate::openapi;

/// Everything that the page loads comes from the binary: it calls no other host, and nobody frames it.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; \
                      connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// The documents, compressed for who can read them so: they are long.
pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        .app_data(Data::new(page()))
        .service(
            web::scope("/docs").wrap(protection()).wrap(Compress::default()).route("/{file:.*}", reading().to(file)),
        )
        .service(web::scope("/events").wrap(protection()).route("/{kind}.json", reading().to(event)))
        .service(text("/openapi.json", "application/json", openapi::MERGED))
        .service(text("/asyncapi.json", "application/json", openapi::CHANNELS))
        .service(text("/problemes", "text/markdown; charset=utf-8", openapi::PROBLEMS));
}

/// GET, and HEAD, which asks for the same without its body.
pub(crate) fn reading() -> Route {
    web::route().guard(guard::Any(guard::Get()).or(guard::Head()))
}

fn protection() -> DefaultHeaders {
    DefaultHeaders::new()
        .add((header::CONTENT_SECURITY_POLICY, POLICY))
        .add((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .add((header::X_FRAME_OPTIONS, "DENY"))
        .add((header::REFERRER_POLICY, "no-referrer"))
}

/// The page: the groups closed, a filter over them, and the account of who reads to try a call.
fn page() -> Config<'static> {
    Config::with_oauth_config([Url::new("PLIE", "/openapi.json")], oauth::Config::new())
        .validator_url("none")
        .doc_expansion("none")
        .default_models_expand_depth(-1)
        .filter(true)
        .deep_linking(true)
        .display_request_duration(true)
        .try_it_out_enabled(true)
        .persist_authorization(false)
}

async fn file(file: Path<String>, page: Data<Config<'static>>) -> HttpResponse {
    match utoipa_swagger_ui::serve(&file, Arc::clone(&page)) {
        Ok(Some(file)) => {
            let mut answer = HttpResponse::Ok();
            if file.gzpipped {
                answer.insert_header(ContentEncoding::Gzip);
            }
            answer.content_type(file.content_type).body(file.bytes.into_owned())
        }
        Ok(None) => HttpResponse::NotFound().finish(),
        Err(error) => {
            tracing::error!(error = %error, "the page of the documents cannot be made");
            HttpResponse::InternalServerError().finish()
        }
    }
}

async fn event(kind: Path<String>) -> HttpResponse {
    match openapi::EVENTS.get_file(format!("{kind}.json")) {
        Some(schema) => HttpResponse::Ok().content_type("application/schema+json").body(schema.contents()),
        None => HttpResponse::NotFound().finish(),
    }
}

fn text(path: &'static str, media: &'static str, text: &'static str) -> impl HttpServiceFactory {
    let answer = move || async move { HttpResponse::Ok().content_type(media).body(text) };
    web::resource(path).wrap(protection()).wrap(Compress::default()).route(reading().to(answer))
}
