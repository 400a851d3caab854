//! One request, from the client to a service and back.

use actix_web::{
    HttpRequest, HttpResponse, ResponseError,
    body::{BodyStream, BoxBody, SizedStream},
    http::{
        StatusCode,
        header::{self, HeaderMap, HeaderName, HeaderValue},
    },
    web::{Data, Payload},
};
use auth::Verifier;
use bytes::Bytes;
use hyper::http;
use kernel::{Clock, RequeteId, Service};
use problem::{Problem, RefusOauth, Slug};
use runtime::telemetry;
use std::{
    collections::BTreeMap,
    net::IpAddr,
    rc::Rc,
    time::{Duration, Instant},
};
use trace::Trace;
use tracing::Instrument;

use crate::{
    headers,
    limits::Limits,
    origin,
    routes::{Route, Routes, asked},
    sending::RequestBody,
    upstream::{ResponseBody, Upstream},
};

const REQUEST_ID: &str = "x-request-id";

/// What a worker needs to carry requests.
pub(crate) struct Proxy {
    pub(crate) verifier: Verifier,
    pub(crate) routes: Data<Routes>,
    pub(crate) upstreams: BTreeMap<Service, Rc<Upstream>>,
    pub(crate) limits: Limits,
    pub(crate) clock: Clock,
    pub(crate) proxies: usize,
    pub(crate) body_limit: usize,
    pub(crate) timeout: Duration,
}

/// What ties together what one request causes.
struct Thread {
    trace: Trace,
    request_id: HeaderValue,
}

/// Carries a request: token, limit, route, service.
pub(crate) async fn carry(request: HttpRequest, payload: Payload, proxy: Data<Proxy>) -> HttpResponse {
    let start = Instant::now();
    let id: RequeteId = proxy.clock.id();
    let request_id = request_id(&request, id);
    let span = tracing::info_span!("request", service = "gateway", method = %request.method(), ?request_id);
    let thread = Thread { trace: telemetry::join(&span, runtime::http::caller(request.headers())), request_id };
    let route = proxy.routes.find(request.method(), request.path());
    let result = forward(&request, payload, &proxy, route, &thread).instrument(span).await;
    let mut response = result.unwrap_or_else(|problem| refused(problem, route));
    response.headers_mut().insert(HeaderName::from_static(REQUEST_ID), thread.request_id);
    let service = route.map_or("inconnu", |route| route.service.nom());
    runtime::http::measure("gateway", request.method(), service.to_owned(), response.status(), start);
    response
}

/// What the gateway itself refuses, in the words of who asked.
fn refused(problem: Problem, route: Option<Route>) -> HttpResponse {
    // Of a body it looks at nothing else.
    let coded = problem.slug == Slug::TypeNonPrisEnCharge;
    let mut response = if route.is_some_and(|route| route.oauth) {
        RefusOauth::from(problem).error_response()
    } else {
        problem.error_response()
    };
    if coded {
        response.headers_mut().insert(header::ACCEPT_ENCODING, HeaderValue::from_static("identity"));
    }
    response
}

/// The request id of the client when it is sane, for it goes into logs; a new one otherwise.
fn request_id(request: &HttpRequest, id: RequeteId) -> HeaderValue {
    if let Some(sane) = runtime::http::request_id(request.headers()) {
        return sane.clone();
    }
    let mut text = [0; uuid::fmt::Hyphenated::LENGTH];
    HeaderValue::from_str(id.uuid().hyphenated().encode_lower(&mut text))
        .unwrap_or_else(|_| HeaderValue::from_static(""))
}

async fn forward(
    request: &HttpRequest,
    payload: Payload,
    proxy: &Proxy,
    route: Option<Route>,
    thread: &Thread,
) -> Result<HttpResponse, Problem> {
    let route = admit(request, proxy, route)?;
    let upstream = proxy
        .upstreams
        .get(&route.service)
        .ok_or_else(|| Problem::new(Slug::Introuvable, "Aucun service à cette adresse."))?;
    let body = body(request, payload, proxy.body_limit)?;
    let outgoing = outgoing(request, upstream.authority(), thread, origin::of(request, proxy.proxies), body)?;
    let response = upstream.send(outgoing, proxy.timeout).await?;
    Ok(back(response))
}

/// The route of a request that may go on. One without a token that holds counts against where it comes from.
fn admit(request: &HttpRequest, proxy: &Proxy, route: Option<Route>) -> Result<Route, Problem> {
    let authorization = request.headers().get(header::AUTHORIZATION);
    let open = route.is_some_and(|route| !route.protected);
    if open || (authorization.is_none() && route.is_none()) {
        stranger(request, proxy)?;
    } else {
        if !proxy.verifier.ready() {
            return Err(Problem::new(Slug::Indisponible, "Les clés de vérification ne sont pas encore chargées."));
        }
        match proxy.verifier.verify_header(authorization) {
            Ok(claims) => proxy.limits.subject(&claims)?,
            Err(refus) => return Err(stranger(request, proxy).err().unwrap_or_else(|| refus.problem())),
        }
    }
    route.ok_or_else(|| Problem::new(Slug::Introuvable, "Aucune opération à cette adresse."))
}

/// Counts a request of nobody known.
fn stranger(request: &HttpRequest, proxy: &Proxy) -> Result<(), Problem> {
    origin::of(request, proxy.proxies).map_or(Ok(()), |address| proxy.limits.address(address))
}

fn outgoing(
    request: &HttpRequest,
    authority: &str,
    thread: &Thread,
    origin: Option<IpAddr>,
    body: RequestBody,
) -> Result<http::Request<RequestBody>, Problem> {
    let target = request.uri().path_and_query().map_or("/", |target| target.as_str());
    let target = http::uri::PathAndQuery::from_maybe_shared(Bytes::copy_from_slice(target.as_bytes()))
        .map_err(|error| Problem::internal(&error))?;
    let mut outgoing = http::Request::new(body);
    *outgoing.uri_mut() = target.into();
    *outgoing.method_mut() = http::Method::from_bytes(asked(request.method()).as_str().as_bytes())
        .map_err(|error| Problem::internal(&error))?;
    let out = outgoing.headers_mut();
    out.reserve(request.headers().len() + 4);
    let connection = request.headers().get(header::CONNECTION).and_then(|value| value.to_str().ok());
    for (name, value) in request.headers() {
        if headers::crosses(name, connection)
            && let (Ok(name), Some(value)) =
                (http::HeaderName::from_bytes(name.as_str().as_bytes()), header_value(value.as_bytes()))
        {
            out.append(name, value);
        }
    }
    let mut set = |name: &'static str, value: &[u8]| {
        if let Some(value) = header_value(value) {
            out.insert(http::HeaderName::from_static(name), value);
        }
    };
    set("host", authority.as_bytes());
    set(REQUEST_ID, thread.request_id.as_bytes());
    set(trace::HEADER, thread.trace.to_string().as_bytes());
    if let Some(address) = origin {
        set("x-forwarded-for", address.to_string().as_bytes());
    }
    Ok(outgoing)
}

fn header_value(bytes: &[u8]) -> Option<http::HeaderValue> {
    http::HeaderValue::from_maybe_shared(Bytes::copy_from_slice(bytes)).ok()
}

/// The body, when the request announces one; refused at once when it announces too much, or hides how much there is.
fn body(request: &HttpRequest, payload: Payload, limit: usize) -> Result<RequestBody, Problem> {
    let headers = request.headers();
    if headers.get_all(header::CONTENT_ENCODING).any(|coding| coding != "identity") {
        let detail = "Le corps est attendu sans compression : pas de `Content-Encoding`.";
        return Err(Problem::new(Slug::TypeNonPrisEnCharge, detail));
    }
    let size = headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    if size.is_some_and(|size| size > u64::try_from(limit).unwrap_or(u64::MAX)) {
        return Err(Problem::new(
            Slug::CorpsTropGrand,
            format!("Le corps de la requête dépasse {} Mio.", limit / 1024 / 1024),
        ));
    }
    let announced = size.is_some_and(|size| size > 0) || headers.contains_key(header::TRANSFER_ENCODING);
    Ok(if announced { RequestBody::streamed(payload, size, limit) } else { RequestBody::None })
}

fn back(response: http::Response<ResponseBody>) -> HttpResponse {
    let (parts, body) = response.into_parts();
    let mut answer = HttpResponse::new(StatusCode::from_u16(parts.status.as_u16()).unwrap_or(StatusCode::BAD_GATEWAY));
    copy(&parts.headers, answer.headers_mut());
    match body.size() {
        Some(size) => answer.set_body(BoxBody::new(SizedStream::new(size, body))),
        None => answer.set_body(BoxBody::new(BodyStream::new(body))),
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
