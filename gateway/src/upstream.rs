//! Calls to the services: connections kept per worker, bodies streamed both ways.
//!
//! A worker is one thread: its pool needs no lock, and a request body is read where it arrives.

use std::{
    cell::RefCell,
    io,
    pin::{Pin, pin},
    rc::Rc,
    task::{Context, Poll, ready},
    time::Duration,
};

use bytes::Bytes;
use futures_util::Stream;
use hyper::{
    body::{Body, Incoming},
    client::conn::http1::{self, SendRequest},
    http::{Request, Response},
};
use hyper_util::rt::TokioIo;
use problem::{Problem, Slug};
use runtime::client::GARDEE;
use tokio::{
    net::TcpStream,
    time::{Instant, timeout_at},
};

use crate::sending::{RequestBody, Sending};

const CONNECT_LIMIT: Duration = Duration::from_secs(2);
/// Connections kept for one service by one worker.
const KEPT: usize = 256;

/// The connections of one worker to one service.
pub(crate) struct Upstream {
    /// `host:port`.
    authority: String,
    /// With the instant since which nothing passes.
    idle: RefCell<Vec<(SendRequest<RequestBody>, Instant)>>,
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
    pub(crate) fn new(authority: String) -> Rc<Self> {
        Rc::new(Self { authority, idle: RefCell::default() })
    }

    /// `host:port`.
    pub(crate) fn authority(&self) -> &str {
        &self.authority
    }

    /// Sends a request and waits for the head of the answer: `patience` from the last piece of its body that was taken,
    /// for who sends and for who answers.
    pub(crate) async fn send(
        self: &Rc<Self>,
        request: Request<RequestBody>,
        patience: Duration,
    ) -> Result<Response<ResponseBody>, Problem> {
        let (began, sending) = (Instant::now(), request.body().sending());
        let mut exchange = pin!(self.exchange(request));
        loop {
            let moved = sending.as_deref().map_or(began, Sending::moved);
            match timeout_at(moved + patience, &mut exchange).await {
                Ok(_) if sending.as_deref().is_some_and(Sending::too_large) => {
                    return Err(Problem::new(Slug::CorpsTropGrand, "Le corps de la requête dépasse la limite."));
                }
                Ok(answer) => return answer.map_err(|failure| self.failed(&failure)),
                Err(_) if sending.as_deref().is_some_and(|sending| sending.moved() > moved) => {}
                Err(_) => return Err(late(sending.as_deref())),
            }
        }
    }

    fn failed(&self, failure: &Failure) -> Problem {
        tracing::warn!(error = %failure, service = self.authority, "a service could not be reached");
        Problem::new(Slug::ServiceInjoignable, "Le service ne répond pas. Réessayez dans un instant.")
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

    /// A kept connection that is still open, and not about to be closed by the service.
    async fn kept(&self) -> Option<SendRequest<RequestBody>> {
        loop {
            let (mut sender, since) = self.idle.borrow_mut().pop()?;
            if since.elapsed() > GARDEE {
                // The last given back is taken first: those that are left are older.
                self.idle.borrow_mut().clear();
                return None;
            }
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

/// Nothing moved for too long: who was waited for.
fn late(sending: Option<&Sending>) -> Problem {
    if sending.is_some_and(Sending::waits) {
        return Problem::new(Slug::EnvoiInterrompu, "La suite du corps n'est pas arrivée à temps.");
    }
    Problem::new(Slug::DelaiDepasse, "Le service n'a pas répondu à temps.")
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
                idle.push((sender, Instant::now()));
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
