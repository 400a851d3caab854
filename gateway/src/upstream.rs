//! Calls to the services: connections kept per worker, bodies streamed both ways.
//!
//! A worker is one thread: its pool needs no lock, and a request body is read where it arrives.

use std::{
    cell::{Cell, RefCell},
    io,
    pin::Pin,
    rc::Rc,
    task::{Context, Poll, ready},
    time::Duration,
};

use actix_web::web::Payload;
use bytes::Bytes;
use futures_util::Stream;
use hyper::{
    body::{Body, Frame, Incoming, SizeHint},
    client::conn::http1::{self, SendRequest},
    http::{Request, Response},
};
use hyper_util::rt::TokioIo;
use problem::{Problem, Slug};
use tokio::net::TcpStream;

const CONNECT_LIMIT: Duration = Duration::from_secs(2);
/// Connections kept for one service by one worker.
const KEPT: usize = 256;

/// The connections of one worker to one service.
pub(crate) struct Upstream {
    /// `host:port`.
    authority: String,
    idle: RefCell<Vec<SendRequest<RequestBody>>>,
}

/// Why a service did not answer.
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error("cannot connect: {0}")]
    Connect(io::Error),
    #[error("the connection failed: {0}")]
    Http(hyper::Error),
}

impl Upstream {
    pub(crate) fn new(authority: &str) -> Rc<Self> {
        Rc::new(Self { authority: authority.to_owned(), idle: RefCell::default() })
    }

    /// `host:port`.
    pub(crate) fn authority(&self) -> &str {
        &self.authority
    }

    /// Sends a request and waits for the head of the answer.
    pub(crate) async fn send(
        self: &Rc<Self>,
        request: Request<RequestBody>,
        timeout: Duration,
    ) -> Result<Response<ResponseBody>, Problem> {
        let too_large = request.body().too_large();
        let answer = tokio::time::timeout(timeout, self.exchange(request)).await;
        if too_large.is_some_and(|flag| flag.get()) {
            return Err(Problem::new(Slug::CorpsTropGrand, "Le corps de la requête dépasse la limite."));
        }
        match answer {
            Ok(Ok(response)) => Ok(response),
            Ok(Err(error)) => {
                tracing::warn!(%error, service = self.authority, "a service could not be reached");
                Err(Problem::new(Slug::ServiceInjoignable, "Le service ne répond pas. Réessayez dans un instant."))
            }
            Err(_) => Err(Problem::new(Slug::DelaiDepasse, "Le service n'a pas répondu à temps.")),
        }
    }

    async fn exchange(self: &Rc<Self>, mut request: Request<RequestBody>) -> Result<Response<ResponseBody>, Failure> {
        while let Some(mut sender) = self.kept().await {
            match sender.try_send_request(request).await {
                Ok(response) => return Ok(self.streamed(response, sender)),
                // The service closed this connection before anything was written on it.
                Err(mut error) => match error.take_message() {
                    Some(unsent) => request = unsent,
                    None => return Err(Failure::Http(error.into_error())),
                },
            }
        }
        let mut sender = self.connect().await?;
        let response = sender.send_request(request).await.map_err(Failure::Http)?;
        Ok(self.streamed(response, sender))
    }

    /// A kept connection that is still open.
    async fn kept(&self) -> Option<SendRequest<RequestBody>> {
        loop {
            let mut sender = self.idle.borrow_mut().pop()?;
            if sender.is_ready() || sender.ready().await.is_ok() {
                return Some(sender);
            }
        }
    }

    async fn connect(&self) -> Result<SendRequest<RequestBody>, Failure> {
        let stream = tokio::time::timeout(CONNECT_LIMIT, TcpStream::connect(&self.authority))
            .await
            .map_err(|_| Failure::Connect(io::ErrorKind::TimedOut.into()))?
            .map_err(Failure::Connect)?;
        stream.set_nodelay(true).map_err(Failure::Connect)?;
        let (sender, connection) = http1::handshake(TokioIo::new(stream)).await.map_err(Failure::Http)?;
        // It ends with its sender, and what goes wrong shows where the sender is used.
        actix_web::rt::spawn(async move { connection.await.ok() });
        Ok(sender)
    }

    fn streamed(
        self: &Rc<Self>,
        response: Response<Incoming>,
        sender: SendRequest<RequestBody>,
    ) -> Response<ResponseBody> {
        response.map(|incoming| {
            let mut body = ResponseBody { incoming, connection: Some((Rc::clone(self), sender)) };
            body.give_back_at_end();
            body
        })
    }
}

/// The body of a request on its way to a service.
pub(crate) enum RequestBody {
    None,
    /// Read from the client as the service takes it.
    Streamed {
        payload: Payload,
        size: Option<u64>,
        left: usize,
        too_large: Rc<Cell<bool>>,
    },
}

impl RequestBody {
    /// A body of at most `limit` bytes: beyond, the request to the service is cut, never completed.
    /// `size` is what the client announced.
    pub(crate) fn streamed(payload: Payload, size: Option<u64>, limit: usize) -> Self {
        Self::Streamed { payload, size, left: limit, too_large: Rc::default() }
    }

    fn too_large(&self) -> Option<Rc<Cell<bool>>> {
        match self {
            Self::None => None,
            Self::Streamed { too_large, .. } => Some(Rc::clone(too_large)),
        }
    }
}

/// The client stopped sending, or sent too much.
#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error("the request body was cut")]
pub(crate) struct BodyLost;

impl Body for RequestBody {
    type Data = Bytes;
    type Error = BodyLost;

    fn poll_frame(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BodyLost>>> {
        let Self::Streamed { payload, left, too_large, .. } = self.get_mut() else { return Poll::Ready(None) };
        let Some(piece) = ready!(Pin::new(payload).poll_next(cx)) else { return Poll::Ready(None) };
        let piece = piece.map_err(|_| BodyLost).and_then(|bytes| {
            *left = left.checked_sub(bytes.len()).ok_or_else(|| {
                too_large.set(true);
                BodyLost
            })?;
            Ok(Frame::data(bytes))
        });
        Poll::Ready(Some(piece))
    }

    fn is_end_stream(&self) -> bool {
        matches!(self, Self::None)
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Self::None => SizeHint::with_exact(0),
            Self::Streamed { size, .. } => size.map_or_else(SizeHint::default, SizeHint::with_exact),
        }
    }
}

/// The body of an answer. Read to its end, it gives its connection back; dropped before, it closes it.
pub(crate) struct ResponseBody {
    incoming: Incoming,
    connection: Option<(Rc<Upstream>, SendRequest<RequestBody>)>,
}

impl ResponseBody {
    /// Its size, when the service announced it.
    pub(crate) fn size(&self) -> Option<u64> {
        self.incoming.size_hint().exact()
    }

    fn give_back_at_end(&mut self) {
        if self.incoming.is_end_stream()
            && let Some((upstream, sender)) = self.connection.take()
        {
            let mut idle = upstream.idle.borrow_mut();
            if idle.len() < KEPT && !sender.is_closed() {
                idle.push(sender);
            }
        }
    }
}

impl Stream for ResponseBody {
    type Item = Result<Bytes, io::Error>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let body = self.get_mut();
        loop {
            let Some(frame) = ready!(Pin::new(&mut body.incoming).poll_frame(cx)) else {
                body.give_back_at_end();
                return Poll::Ready(None);
            };
            let frame = frame.map_err(io::Error::other)?;
            body.give_back_at_end();
            // Trailers do not cross.
            if let Ok(bytes) = frame.into_data() {
                return Poll::Ready(Some(Ok(bytes)));
            }
        }
    }
}
