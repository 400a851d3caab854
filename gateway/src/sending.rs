//! The body of a request on its way to a service, and how far it is.

use std::{
    cell::Cell,
    pin::Pin,
    rc::Rc,
    task::{Context, Poll},
};

use actix_web::web::Payload;
use bytes::Bytes;
use futures_util::Stream;
use hyper::body::{Body, Frame, SizeHint};
use tokio::time::Instant;

/// How far a body is.
pub(crate) struct Sending {
    moved: Cell<Instant>,
    waits: Cell<bool>,
    too_large: Cell<bool>,
}

impl Sending {
    fn begin() -> Rc<Self> {
        Rc::new(Self { moved: Cell::new(Instant::now()), waits: Cell::new(false), too_large: Cell::new(false) })
    }

    /// When the last piece was taken.
    pub(crate) fn moved(&self) -> Instant {
        self.moved.get()
    }

    /// Whether the service asked for more than the client has sent.
    pub(crate) fn waits(&self) -> bool {
        self.waits.get()
    }

    /// Whether it was cut because it is too large.
    pub(crate) fn too_large(&self) -> bool {
        self.too_large.get()
    }
}

/// The body of a request.
pub(crate) enum RequestBody {
    None,
    /// Read from the client as the service takes it.
    Streamed {
        payload: Payload,
        size: Option<u64>,
        left: usize,
        sending: Rc<Sending>,
    },
}

impl RequestBody {
    /// A body of at most `limit` bytes: beyond, the request to the service is cut, never completed.
    /// `size` is what the client announced.
    pub(crate) fn streamed(payload: Payload, size: Option<u64>, limit: usize) -> Self {
        Self::Streamed { payload, size, left: limit, sending: Sending::begin() }
    }

    /// How far it is, if there is any.
    pub(crate) fn sending(&self) -> Option<Rc<Sending>> {
        match self {
            Self::None => None,
            Self::Streamed { sending, .. } => Some(Rc::clone(sending)),
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
        let Self::Streamed { payload, left, sending, .. } = self.get_mut() else { return Poll::Ready(None) };
        let polled = Pin::new(payload).poll_next(cx);
        sending.waits.set(polled.is_pending());
        polled.map(|next| {
            sending.moved.set(Instant::now());
            let piece = next?.map_err(|_| BodyLost).and_then(|bytes| {
                *left = left.checked_sub(bytes.len()).ok_or_else(|| {
                    sending.too_large.set(true);
                    BodyLost
                })?;
                Ok(Frame::data(bytes))
            });
            Some(piece)
        })
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
