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

use super::frames::Frames;

/// What a client says that is answered: `Query` and `Sync`, of which statements that are sent one behind the other each
/// have one, and so has the end of a statement, for which nobody waits.
const ASKED: &[u8] = b"QS";
/// `ReadyForQuery`, by which every answer ends.
const ANSWERED: &[u8] = b"Z";

/// When connections to the server last fell silent, or were found to be of no use. Those made before are not to be used
/// again.
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
    said: Frames,
    heard: Frames,
    /// Answers that are due. The first is that to the greeting.
    owed: usize,
    /// Since when something is due, and nothing was heard.
    due: Option<Instant>,
    alarm: Option<Pin<Box<Sleep>>>,
}

impl<S> Watched<S> {
    pub(crate) fn new(line: S, patience: Option<Patience>) -> Self {
        let (said, heard) = (Frames::of_client(), Frames::of_server());
        Self { line, patience, said, heard, owed: 1, due: None, alarm: None }
    }

    pub(crate) const fn line(&self) -> &S {
        &self.line
    }

    fn says(&mut self, written: &[u8]) {
        if self.patience.is_some() {
            self.owed += self.said.count(written, ASKED);
            self.due = self.due.or_else(|| (self.owed > 0).then(Instant::now));
        }
    }

    fn hears(&mut self, read: &[u8]) {
        self.owed = self.owed.saturating_sub(self.heard.count(read, ANSWERED));
        self.due = (self.owed > 0).then(Instant::now);
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

fn silent() -> io::Error {
    io::Error::new(io::ErrorKind::TimedOut, "the server was asked and has said nothing since")
}

impl<S: AsyncRead + Unpin> AsyncRead for Watched<S> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let before = buf.filled().len();
        match Pin::new(&mut self.line).poll_read(cx, buf) {
            Poll::Pending if self.overdue(cx) => Poll::Ready(Err(silent())),
            Poll::Pending => Poll::Pending,
            Poll::Ready(read) => {
                read?;
                if self.patience.is_some() {
                    self.hears(buf.filled().get(before..).unwrap_or_default());
                }
                Poll::Ready(Ok(()))
            }
        }
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Watched<S> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let written = ready!(Pin::new(&mut self.line).poll_write(cx, bytes))?;
        self.says(bytes.get(..written).unwrap_or_default());
        // Whoever drives the line has read before it writes, and reads no more until it is woken.
        if self.overdue(cx) { Poll::Ready(Err(silent())) } else { Poll::Ready(Ok(written)) }
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

    const GREETING: &[u8] = b"\0\0\0\x04";
    const QUERY: &[u8] = b"Q\0\0\0\x05\0";
    const READY: &[u8] = b"Z\0\0\0\x05I";

    /// A line on which the greeting was answered.
    async fn line() -> (Watched<DuplexStream>, DuplexStream, Silence) {
        let (here, mut there) = duplex(1024);
        let silence = Silence::default();
        let patience = Patience { limit: Duration::from_millis(50), silence: silence.clone() };
        let mut line = Watched::new(here, Some(patience));
        line.write_all(GREETING).await.unwrap();
        assert!(line.due.is_some());
        hear(&mut line, &mut there, READY).await;
        assert!(line.due.is_none());
        (line, there, silence)
    }

    async fn hear(line: &mut Watched<DuplexStream>, there: &mut DuplexStream, said: &[u8]) {
        there.write_all(said).await.unwrap();
        let mut read = vec![0; said.len()];
        line.read_exact(&mut read).await.unwrap();
    }

    #[tokio::test]
    async fn a_server_that_does_not_answer_is_gone_after_a_while() {
        let (mut line, _there, silence) = line().await;
        let made = At::now();
        line.write_all(QUERY).await.unwrap();
        assert_eq!(line.read_u8().await.unwrap_err().kind(), io::ErrorKind::TimedOut);
        assert!(made.elapsed() >= Duration::from_millis(50) && silence.since(made));
        assert!(!silence.since(At::now()), "a connection made since is another one");
    }

    #[tokio::test]
    async fn who_waits_for_the_answer_is_woken_though_it_had_read_before_it_asked() {
        let (mut line, _there, _) = line().await;
        let mut asked = false;
        let driven = std::future::poll_fn(|cx| {
            let mut byte = [0];
            if let Poll::Ready(read) = Pin::new(&mut line).poll_read(cx, &mut ReadBuf::new(&mut byte)) {
                return Poll::Ready(read);
            }
            if !std::mem::replace(&mut asked, true) {
                assert!(Pin::new(&mut line).poll_write(cx, QUERY).is_ready());
            }
            Poll::Pending
        });
        let silent = tokio::time::timeout(Duration::from_secs(20), driven).await.expect("it is woken");
        assert_eq!(silent.unwrap_err().kind(), io::ErrorKind::TimedOut);
    }

    #[tokio::test]
    async fn one_that_has_answered_one_of_two_questions_owes_the_other() {
        let (mut line, mut there, _) = line().await;
        line.write_all(QUERY).await.unwrap();
        line.write_all(b"S\0\0\0\x04").await.unwrap();
        hear(&mut line, &mut there, READY).await;
        assert!(line.due.is_some());
        hear(&mut line, &mut there, READY).await;
        assert!(line.due.is_none());
    }

    #[tokio::test]
    async fn one_that_has_begun_to_answer_has_as_long_for_the_rest() {
        let (mut line, mut there, _) = line().await;
        line.write_all(QUERY).await.unwrap();
        let asked = line.due;
        hear(&mut line, &mut there, b"D").await;
        assert!(line.due > asked);
        assert_eq!(line.read_u8().await.unwrap_err().kind(), io::ErrorKind::TimedOut);
    }
}
