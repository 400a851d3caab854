//! Calls to the services: connections kept per worker, bodies streamed both ways.

use std::{cell::Cell, rc::Rc, time::Duration};

use actix_web::web::Payload;
use bytes::Bytes;
use futures_util::StreamExt;
use http_body_util::{BodyExt, Empty, StreamBody, combinators::BoxBody};
use hyper::{
    body::{Frame, Incoming},
    http::{Request, Response, request::Builder},
};
use hyper_util::{
    client::legacy::{Client, connect::HttpConnector},
    rt::{TokioExecutor, TokioTimer},
};
use problem::{Problem, Slug};
use tokio::sync::mpsc;

/// A body on its way to a service.
type Outgoing = BoxBody<Bytes, BodyLost>;

/// The client stopped sending, or sent too much: the request to the service is cut, never completed.
#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error("the request body was cut")]
pub(crate) struct BodyLost;

/// The connections of one worker to the services.
#[derive(Clone)]
pub(crate) struct Upstream {
    client: Client<HttpConnector, Outgoing>,
    timeout: Duration,
}

impl Upstream {
    pub(crate) fn new(timeout: Duration) -> Self {
        let mut connector = HttpConnector::new();
        connector.set_nodelay(true);
        connector.set_connect_timeout(Some(Duration::from_secs(2)));
        let client = Client::builder(TokioExecutor::new())
            .pool_idle_timeout(Duration::from_secs(30))
            .pool_timer(TokioTimer::new())
            .pool_max_idle_per_host(256)
            .build(connector);
        Self { client, timeout }
    }

    /// Sends a request and waits for the head of the answer.
    pub(crate) async fn send(
        &self,
        request: Builder,
        body: Option<(Payload, usize)>,
    ) -> Result<Response<Incoming>, Problem> {
        let too_large = Rc::new(Cell::new(false));
        let body = match body {
            Some((payload, limit)) => streamed(payload, limit, Rc::clone(&too_large)),
            None => Empty::new().map_err(|never| match never {}).boxed(),
        };
        let request: Request<Outgoing> = request.body(body).map_err(|error| Problem::internal(&error))?;
        let answer = tokio::time::timeout(self.timeout, self.client.request(request)).await;
        if too_large.get() {
            return Err(Problem::new(Slug::CorpsTropGrand, "Le corps de la requête dépasse la limite."));
        }
        match answer {
            Ok(Ok(response)) => Ok(response),
            Ok(Err(error)) => {
                tracing::warn!(%error, "a service could not be reached");
                Err(Problem::new(Slug::ServiceInjoignable, "Le service ne répond pas. Réessayez dans un instant."))
            }
            Err(_) => Err(Problem::new(Slug::DelaiDepasse, "Le service n'a pas répondu à temps.")),
        }
    }
}

/// Carries a body from the worker's own thread to the connection, piece by piece.
fn streamed(mut payload: Payload, limit: usize, too_large: Rc<Cell<bool>>) -> Outgoing {
    let (pieces, receiver) = mpsc::channel::<Result<Frame<Bytes>, BodyLost>>(4);
    actix_web::rt::spawn(async move {
        let mut sent = 0_usize;
        while let Some(piece) = payload.next().await {
            let piece = piece.map_err(|_| BodyLost).and_then(|bytes| {
                sent += bytes.len();
                too_large.set(sent > limit);
                if sent > limit { Err(BodyLost) } else { Ok(Frame::data(bytes)) }
            });
            let lost = piece.is_err();
            if pieces.send(piece).await.is_err() || lost {
                return;
            }
        }
    });
    let stream = futures_util::stream::unfold(receiver, |mut receiver| async {
        receiver.recv().await.map(|piece| (piece, receiver))
    });
    BodyExt::boxed(StreamBody::new(stream))
}
