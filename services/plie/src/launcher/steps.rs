//! What a person sees while the suite starts.

use std::{
    future::Future,
    io::Write,
    time::{Duration, Instant},
};

/// Shows a line.
pub(crate) fn say(line: &str) {
    // A closed terminal must not stop the suite.
    let _ = writeln!(std::io::stdout(), "{line}");
}

fn begin(what: &str) {
    let mut out = std::io::stdout();
    let _ = write!(out, "  {what}… ");
    let _ = out.flush();
}

fn end(start: Instant, ok: bool) {
    let seconds = start.elapsed().as_secs_f64();
    say(&if ok { format!("{seconds:.1} s") } else { "échec".to_owned() });
}

/// Does a step and shows how long it took.
pub(super) fn step<T, E>(what: &str, work: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
    let start = Instant::now();
    begin(what);
    let result = work();
    end(start, result.is_ok());
    result
}

/// The same for a step that waits.
pub(super) async fn step_async<T, E>(what: &str, work: impl Future<Output = Result<T, E>>) -> Result<T, E> {
    let start = Instant::now();
    begin(what);
    let mut work = std::pin::pin!(work);
    let mut ticks = tokio::time::interval(Duration::from_secs(5));
    ticks.tick().await;
    let result = loop {
        tokio::select! {
            result = &mut work => break result,
            _ = ticks.tick() => begin("…"),
        }
    };
    end(start, result.is_ok());
    result
}
