//! One request, from the client to a service and back.

use actix_web::{
    HttpRequest, HttpResponse,
    body::SizedStream,
    http::{
        StatusCode,
        header::{self, HeaderMap, HeaderName, HeaderValue},
    },
    web::{Data, Payload},
};
use auth::Verifier;
use futures_util::StreamExt;
use http_body_util::BodyExt;
use hyper::{
    Response,
    body::{Body, Incoming},
    http,
};
use kernel::Clock;
use problem::{Problem, Slug};
use uuid::Uuid;

use crate::{
    headers,
    limits::Limits,
    routes::{Route, Routes},
    upstream::Upstream,
};

/// What a worker needs to carry requests.
#[derive(Clone)]
pub(crate) struct Proxy {
    pub(crate) verifier: Verifier,
    pub(crate) routes: Data<Routes>,
    pub(crate) limits: Limits,
    pub(crate) upstream: Upstream,
    pub(crate) clock: Clock,
    pub(crate) body_limit: usize,
}

/// Carries a request: token, limit, route, service.
pub(crate) async fn carry(request: HttpRequest, payload: Payload, proxy: Data<Proxy>) -> HttpResponse {
    let id: Uuid = proxy.clock.id::<Proxy>().uuid();
    let request_id = runtime::http::request_id(request.headers()).unwrap_or_else(|| id.to_string());
    let result = forward(&request, payload, &proxy, id, &request_id).await;
    let mut response = result.unwrap_or_else(|problem| actix_web::ResponseError::error_response(&problem));
    if let Ok(value) = HeaderValue::from_str(&request_id) {
        response.headers_mut().insert(HeaderName::from_static("x-request-id"), value);
    }
    response
}

async fn forward(
    request: &HttpRequest,
    payload: Payload,
    proxy: &Proxy,
    id: Uuid,
    request_id: &str,
) -> Result<HttpResponse, Problem> {
    let route = admit(request, proxy)?;
    let outgoing = head(request, route, id, request_id)?;
    let body = body(request, payload, proxy.body_limit)?;
    let response = proxy.upstream.send(outgoing, body).await?;
    Ok(back(response))
}

/// The route of a request that may go on.
fn admit<'a>(request: &HttpRequest, proxy: &'a Proxy) -> Result<Route<'a>, Problem> {
    let authorization = request.headers().get(header::AUTHORIZATION);
    let route = proxy.routes.find(request.method().as_str(), request.path());
    let open = route.is_some_and(|route| !route.protected);
    if open || (authorization.is_none() && route.is_none()) {
        if let Some(peer) = request.peer_addr() {
            proxy.limits.address(peer.ip())?;
        }
    } else {
        if !proxy.verifier.ready() {
            return Err(Problem::new(Slug::Indisponible, "Les clés de vérification ne sont pas encore chargées."));
        }
        let claims = proxy.verifier.verify_header(authorization).map_err(auth::Refus::problem)?;
        proxy.limits.subject(&claims)?;
    }
    route.ok_or_else(|| Problem::new(Slug::Introuvable, "Aucune opération à cette adresse."))
}

fn head(
    request: &HttpRequest,
    route: Route<'_>,
    id: Uuid,
    request_id: &str,
) -> Result<http::request::Builder, Problem> {
    let target = request.uri().path_and_query().map_or("/", |target| target.as_str());
    let method =
        http::Method::from_bytes(request.method().as_str().as_bytes()).map_err(|error| Problem::internal(&error))?;
    let mut outgoing = http::Request::builder().method(method).uri(format!("{}{target}", route.base));
    let connection = request.headers().get(header::CONNECTION).and_then(|value| value.to_str().ok());
    for (name, value) in request.headers() {
        if headers::crosses(name, connection) {
            outgoing = outgoing.header(name.as_str(), value.as_bytes());
        }
    }
    if let Some(peer) = request.peer_addr() {
        outgoing = outgoing.header("x-forwarded-for", peer.ip().to_string());
    }
    Ok(outgoing
        .header("x-request-id", request_id)
        .header("traceparent", headers::traceparent(request.headers(), id.as_u128())))
}

/// The body, when the request announces one; refused at once when it announces too much.
fn body(request: &HttpRequest, payload: Payload, limit: usize) -> Result<Option<(Payload, usize)>, Problem> {
    let headers = request.headers();
    let length = headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
    if length.is_some_and(|length| length > limit) {
        return Err(Problem::new(
            Slug::CorpsTropGrand,
            format!("Le corps de la requête dépasse {} Mio.", limit / 1024 / 1024),
        ));
    }
    let announced = length.is_some_and(|length| length > 0) || headers.contains_key(header::TRANSFER_ENCODING);
    Ok(announced.then_some((payload, limit)))
}

fn back(response: Response<Incoming>) -> HttpResponse {
    let (parts, body) = response.into_parts();
    let mut answer = HttpResponse::new(StatusCode::from_u16(parts.status.as_u16()).unwrap_or(StatusCode::BAD_GATEWAY));
    copy(&parts.headers, answer.headers_mut());
    let size = body.size_hint().exact();
    let stream = body.into_data_stream().map(|piece| piece.map_err(std::io::Error::other));
    match size {
        Some(size) => answer.set_body(actix_web::body::BoxBody::new(SizedStream::new(size, stream))),
        None => answer.set_body(actix_web::body::BoxBody::new(actix_web::body::BodyStream::new(stream))),
    }
}

fn copy(from: &http::HeaderMap, to: &mut HeaderMap) {
    for (name, value) in from {
        if headers::returns(name.as_str())
            && let (Ok(name), Ok(value)) =
                (HeaderName::from_bytes(name.as_str().as_bytes()), HeaderValue::from_bytes(value.as_bytes()))
        {
            to.append(name, value);
        }
    }
}
