//! A server that was asked something and says nothing: gone without closing, or out of reach.
//!
//! Every statement of a service ends within its `statement_timeout`, by an answer or by a refusal: a server that says
//! nothing for longer says nothing any more, and whoever waits for it would wait for ever.

use std::{
    io,
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
    task::{Context, Poll, ready},
    time::{Duration, Instant as At},
};

use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    time::{Instant, Sleep, sleep_until},
};

/// `ReadyForQuery`, by which every answer ends, but for its last byte: the state of the transaction.
const READY: [u8; 5] = [b'Z', 0, 0, 0, 5];

/// When connections of a pool last fell silent. Those made before are not to be used again.
#[derive(Debug, Clone, Default)]
pub(crate) struct Silence(Arc<Mutex<Option<At>>>);

impl Silence {
    /// One fell silent now.
    pub(crate) fn fell(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(At::now());
    }

    /// Whether one fell silent since.
    pub(crate) fn since(&self, made: At) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).is_some_and(|fell| fell >= made)
    }
}

/// How long a silence is borne, and who is told of it.
#[derive(Debug, Clone)]
pub(crate) struct Patience {
    pub(crate) limit: Duration,
    pub(crate) silence: Silence,
}

/// A line that breaks when an answer is due for too long.
pub(crate) struct Watched<S> {
    line: S,
    patience: Option<Patience>,
    /// Since when an answer, or the rest of one, is due.
    due: Option<Instant>,
    alarm: Option<Pin<Box<Sleep>>>,
    /// The last bytes that were read.
    last: [u8; READY.len() + 1],
}

impl<S> Watched<S> {
    pub(crate) fn new(line: S, patience: Option<Patience>) -> Self {
        Self { line, patience, due: None, alarm: None, last: [0; READY.len() + 1] }
    }

    pub(crate) const fn line(&self) -> &S {
        &self.line
    }

    fn asked(&mut self) {
        if self.patience.is_some() {
            self.due = Some(Instant::now());
        }
    }

    fn heard(&mut self, read: &[u8]) {
        for byte in read.iter().skip(read.len().saturating_sub(self.last.len())) {
            self.last.rotate_left(1);
            if let Some(end) = self.last.last_mut() {
                *end = *byte;
            }
        }
        self.due = if self.last.starts_with(&READY) { None } else { self.due.map(|_| Instant::now()) };
    }

    /// Whether the answer that is due is so for too long; wakes the task when it will be.
    fn overdue(&mut self, cx: &mut Context<'_>) -> bool {
        let (Some(patience), Some(due)) = (&self.patience, self.due) else { return false };
        let limit = due + patience.limit;
        let alarm = self.alarm.get_or_insert_with(|| Box::pin(sleep_until(limit)));
        // It is set once and again when it rings, rather than at each question.
        while alarm.as_mut().poll(cx).is_ready() {
            if alarm.deadline() >= limit {
                patience.silence.fell();
                return true;
            }
            alarm.as_mut().reset(limit);
        }
        false
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Watched<S> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let before = buf.filled().len();
        match Pin::new(&mut self.line).poll_read(cx, buf) {
            Poll::Pending if self.overdue(cx) => {
                let said = "the server was asked and has said nothing since";
                Poll::Ready(Err(io::Error::new(io::ErrorKind::TimedOut, said)))
            }
            Poll::Pending => Poll::Pending,
            Poll::Ready(read) => {
                read?;
                if self.patience.is_some() {
                    self.heard(buf.filled().get(before..).unwrap_or_default());
                }
                Poll::Ready(Ok(()))
            }
        }
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Watched<S> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let written = ready!(Pin::new(&mut self.line).poll_write(cx, bytes))?;
        self.asked();
        Poll::Ready(Ok(written))
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.line).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.line).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream, duplex};

    use super::*;

    fn line() -> (Watched<DuplexStream>, DuplexStream, Silence) {
        let (here, there) = duplex(1024);
        let silence = Silence::default();
        let patience = Patience { limit: Duration::from_millis(50), silence: silence.clone() };
        (Watched::new(here, Some(patience)), there, silence)
    }

    #[tokio::test]
    async fn a_server_that_does_not_answer_is_gone_after_a_while() {
        let (mut line, _there, silence) = line();
        let made = At::now();
        line.write_all(b"Q").await.unwrap();
        assert_eq!(line.read_u8().await.unwrap_err().kind(), io::ErrorKind::TimedOut);
        assert!(made.elapsed() >= Duration::from_millis(50) && silence.since(made));
        assert!(!silence.since(At::now()), "a connection made since is another one");
    }

    #[tokio::test]
    async fn one_that_has_answered_owes_nothing() {
        let (mut line, mut there, _) = line();
        line.write_all(b"Q").await.unwrap();
        for (part, owed) in [(&b"DZ\0"[..], true), (b"\0\0", true), (b"\x05I", false)] {
            there.write_all(part).await.unwrap();
            let mut read = vec![0; part.len()];
            line.read_exact(&mut read).await.unwrap();
            assert_eq!(line.due.is_some(), owed);
        }
    }

    #[tokio::test]
    async fn one_that_has_begun_to_answer_has_as_long_for_the_rest() {
        let (mut line, mut there, _) = line();
        line.write_all(b"Q").await.unwrap();
        let asked = line.due;
        there.write_all(b"D").await.unwrap();
        line.read_u8().await.unwrap();
        assert!(line.due > asked);
        assert_eq!(line.read_u8().await.unwrap_err().kind(), io::ErrorKind::TimedOut);
    }
}
