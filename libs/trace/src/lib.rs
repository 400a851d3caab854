//! The thread that ties together what one request causes, in whichever service: W3C Trace Context,
//! carried by HTTP headers, by events, and between them by the task.

use std::{fmt, str::FromStr};

use uuid::Uuid;

/// Name of the header, and of the CloudEvents attribute.
pub const HEADER: &str = "traceparent";

/// A trace, and the span that caused what happens now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Trace {
    id: u128,
    span: u64,
    sampled: bool,
}

impl Trace {
    /// The span `span` of the trace `trace`.
    #[must_use]
    pub const fn new(trace: u128, span: u64, sampled: bool) -> Self {
        Self { id: trace, span, sampled }
    }

    /// Identifiers of the trace and of the span, and whether somebody records it.
    #[must_use]
    pub const fn parts(self) -> (u128, u64, bool) {
        (self.id, self.span, self.sampled)
    }

    /// The trace of something that nothing of ours caused.
    #[must_use]
    pub fn root(id: Uuid) -> Self {
        Self { id: id.as_u128(), span: id.as_u64_pair().0 ^ id.as_u64_pair().1, sampled: true }
    }

    /// The same trace, one span further.
    #[must_use]
    pub fn child(self, id: Uuid) -> Self {
        Self { span: id.as_u64_pair().0 ^ id.as_u64_pair().1, ..self }
    }
}

/// Not a `traceparent` of version 00.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Malformed;

impl FromStr for Trace {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        let mut parts = text.split('-');
        let mut hex = |length: usize| {
            parts
                .next()
                .filter(|part| part.len() == length && part.bytes().all(|byte| byte.is_ascii_hexdigit()))
                .and_then(|part| u128::from_str_radix(part, 16).ok())
                .ok_or(Malformed)
        };
        let (version, trace, span, flags) = (hex(2)?, hex(32)?, hex(16)?, hex(2)?);
        let span = u64::try_from(span).map_err(|_| Malformed)?;
        if version != 0 || trace == 0 || span == 0 || parts.next().is_some() {
            return Err(Malformed);
        }
        Ok(Self { id: trace, span, sampled: flags & 1 == 1 })
    }
}

impl fmt::Display for Trace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "00-{:032x}-{:016x}-{:02x}", self.id, self.span, u8::from(self.sampled))
    }
}

tokio::task_local! {
    static CURRENT: Trace;
}

/// Runs `work` as part of `trace`.
pub async fn within<T>(trace: Trace, work: impl Future<Output = T>) -> T {
    CURRENT.scope(trace, work).await
}

/// The trace of which the running task is part.
#[must_use]
pub fn current() -> Option<Trace> {
    CURRENT.try_with(|trace| *trace).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER_VALUE: &str = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    #[test]
    fn a_trace_survives_its_header() {
        let trace: Trace = HEADER_VALUE.parse().unwrap();
        assert_eq!(trace.to_string(), HEADER_VALUE);
    }

    #[test]
    fn a_child_belongs_to_the_same_trace_and_is_another_span() {
        let trace: Trace = HEADER_VALUE.parse().unwrap();
        let child = trace.child(Uuid::from_u128(7)).to_string();
        assert_eq!(child[..36], HEADER_VALUE[..36]);
        assert_ne!(child[36..52], HEADER_VALUE[36..52]);
    }

    #[test]
    fn nonsense_and_zeros_are_refused() {
        for text in [
            "",
            "00-zz",
            "00-00000000000000000000000000000000-b7ad6b7169203331-01",
            "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
            "01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more",
            "00-0AF7651916cd43dd8448eb211c80319é-b7ad6b7169203331-01",
        ] {
            assert_eq!(text.parse::<Trace>(), Err(Malformed), "{text}");
        }
    }

    #[tokio::test]
    async fn a_trace_lasts_as_long_as_its_work() {
        let trace: Trace = HEADER_VALUE.parse().unwrap();
        assert_eq!(within(trace, async { current() }).await, Some(trace));
        assert_eq!(current(), None);
    }
}
