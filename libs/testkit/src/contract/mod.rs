//! The documents as a judge: every exchange of a test is what `openapi/plie.json` says of it, and every event what
//! `openapi/events` says.

mod document;
mod events;
mod hostile;
mod phrases;
mod schemas;
mod variants;

use http::Extensions;
use reqwest::{Request, Response, Url};
use reqwest_middleware::{ClientBuilder, ClientWithMiddleware, Next, Result};
use serde_json::{Value, json};

use document::Operation;
pub(crate) use events::faults as faults_of_events;
pub use hostile::untried;

/// A client whose exchanges with an operation of the suite are judged. An exchange that the document does not allow is
/// a panic that tells what differs. When it is `hostile`, it also sends what nobody should.
pub(crate) fn client(http: reqwest::Client, hostile: bool) -> ClientWithMiddleware {
    if hostile {
        ClientBuilder::new(http).with(judge_and_try).build()
    } else {
        ClientBuilder::new(http).with(judge).build()
    }
}

type Judged<'a> = std::pin::Pin<Box<dyn Future<Output = Result<Response>> + Send + 'a>>;

fn judge<'a>(request: Request, extensions: &'a mut Extensions, next: Next<'a>) -> Judged<'a> {
    Box::pin(exchange(request, extensions, next, false))
}

fn judge_and_try<'a>(request: Request, extensions: &'a mut Extensions, next: Next<'a>) -> Judged<'a> {
    Box::pin(exchange(request, extensions, next, true))
}

async fn exchange(request: Request, extensions: &mut Extensions, next: Next<'_>, hostile: bool) -> Result<Response> {
    let Some(operation) = document::operation(request.method().as_str(), request.url().path()) else {
        return next.run(request, extensions).await;
    };
    let tries = if hostile { hostile::tries(&operation, &request, extensions, &next).await? } else { Vec::new() };
    let sent = Sent::of(&request);
    let received = Received::read(next.run(request, extensions).await?).await?;
    let mut wrong = faults(&operation, &sent, &received);
    if received.parts.status.is_success() {
        wrong.extend(tries);
        if hostile {
            hostile::accepted(&operation);
        }
    }
    assert!(
        wrong.is_empty(),
        "{} {} is not what its document says (answered {}):\n  {}",
        operation.method,
        sent.url.path(),
        received.parts.status,
        wrong.join("\n  ")
    );
    Ok(received.again())
}

/// What a request carried.
struct Sent {
    url: Url,
    headers: http::HeaderMap,
    /// Its body, when it is JSON.
    json: Option<Value>,
    /// Whether it had one.
    body: bool,
}

impl Sent {
    fn of(request: &Request) -> Self {
        let bytes = request.body().and_then(reqwest::Body::as_bytes).filter(|bytes| !bytes.is_empty());
        Self {
            url: request.url().clone(),
            headers: request.headers().clone(),
            json: bytes.and_then(|bytes| serde_json::from_slice(bytes).ok()),
            body: request.body().is_some(),
        }
    }
}

/// An answer, read whole.
struct Received {
    parts: http::response::Parts,
    body: bytes::Bytes,
}

impl Received {
    async fn read(response: Response) -> Result<Self> {
        let mut shell = http::Response::new(());
        *shell.status_mut() = response.status();
        *shell.version_mut() = response.version();
        shell.headers_mut().clone_from(response.headers());
        Ok(Self { parts: shell.into_parts().0, body: response.bytes().await? })
    }

    fn header(&self, name: &str) -> Option<&str> {
        self.parts.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// The name of the problem that it is.
    fn slug(&self) -> Option<String> {
        let problem: Value = serde_json::from_slice(&self.body).ok().filter(|_| !self.parts.status.is_success())?;
        problem["slug"].as_str().map(ToOwned::to_owned)
    }

    fn again(self) -> Response {
        http::Response::from_parts(self.parts, self.body).into()
    }
}

fn faults(operation: &Operation, sent: &Sent, received: &Received) -> Vec<String> {
    let mut wrong = answer(operation, received);
    if received.parts.status.is_success() {
        wrong.extend(accepted(operation, sent));
    } else {
        wrong.extend(refused(operation, sent, received));
    }
    wrong
}

/// What an answer has that the document does not say, and the reverse.
fn answer(operation: &Operation, received: &Received) -> Vec<String> {
    let status = received.parts.status.as_str();
    let Some(said) = operation.answer(status) else {
        return vec![format!("the status {status} is not documented")];
    };
    let mut wrong = Vec::new();
    for header in ["etag", "location", "link", "retry-after"] {
        if received.header(header).is_some() && !said.header(header) {
            wrong.push(format!("the header {header} of {status} is not documented"));
        }
    }
    for header in ["etag", "location"] {
        if said.header(header) && received.header(header).is_none() {
            wrong.push(format!("the header {header} of {status} is documented and absent"));
        }
    }
    if let Some(slug) = received.slug()
        && !said.names(&slug)
    {
        wrong.push(format!("the problem {slug} of {status} is not documented"));
    }
    let media = received.header("content-type").unwrap_or_default();
    let media = media.split(';').next().unwrap_or_default();
    if received.body.is_empty() {
        if said.has_content() {
            wrong.push(format!("the body of {status} is documented and absent"));
        }
        return wrong;
    }
    match said.content(media) {
        None => wrong.push(format!("{status} answers {media}, which is not documented")),
        Some(pointer) if media.ends_with("json") => match serde_json::from_slice(&received.body) {
            Ok(value) => wrong.extend(schemas::told(&pointer, &value).into_iter().chain(phrases::faults(&value))),
            Err(error) => wrong.push(format!("the body of {status} is not JSON: {error}")),
        },
        Some(_) => {}
    }
    wrong
}

/// What was accepted is what the document allows. The suite also reads what people write otherwise than its canonical
/// form, a telephone with dots say: a pattern is no reason to refuse.
fn accepted(operation: &Operation, sent: &Sent) -> Vec<String> {
    let mut wrong = Vec::new();
    match (operation.json_body(), &sent.json) {
        (Some(pointer), Some(value)) => wrong.extend(schemas::taken(&pointer, value)),
        (Some(_), None) if operation.body_required() && !sent.body => {
            wrong.push("was accepted without the body that is required".to_owned());
        }
        (None, Some(value)) if *value != json!({}) && !operation.has_body() => {
            wrong.push("takes a body that is not documented".to_owned());
        }
        _ => {}
    }
    for (name, value) in sent.url.query_pairs() {
        match operation.parameter("query", &name) {
            None => wrong.push(format!("the parameter {name} was accepted and is not documented")),
            Some(pointer) => wrong.extend(schemas::parameter(&pointer, &name, &value)),
        }
    }
    for name in operation.required_headers() {
        if !sent.headers.contains_key(&name) {
            wrong.push(format!("was accepted without the header {name}, which is required"));
        }
    }
    wrong
}

/// What is refused for its shape has a shape that the document refuses.
fn refused(operation: &Operation, sent: &Sent, received: &Received) -> Vec<String> {
    let problem: Value = serde_json::from_slice(&received.body).unwrap_or_default();
    // What the decoder says, and no rule: a field that is missing, or that nobody knows.
    let shape = |error: &Value| error["detail"].as_str().is_some_and(|detail| detail.starts_with("champ "));
    let first = problem["errors"].as_array().into_iter().flatten().find(|error| shape(error));
    let (Some(error), Some(pointer), Some(value)) = (first, operation.json_body(), &sent.json) else {
        return Vec::new();
    };
    if schemas::taken(&pointer, value).is_empty() {
        vec![format!("the document allows what is refused: {error}")]
    } else {
        Vec::new()
    }
}
