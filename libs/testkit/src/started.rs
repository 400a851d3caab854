//! How many suites run in this process, for what looks at all of them.

use std::sync::LazyLock;

use tokio::sync::watch;

static STARTED: LazyLock<watch::Sender<usize>> = LazyLock::new(|| watch::Sender::new(0));

/// One that is started, until it is dropped.
#[derive(Debug)]
pub(crate) struct Started(());

impl Started {
    pub(crate) fn new() -> Self {
        STARTED.send_modify(|count| *count += 1);
        Self(())
    }
}

impl Drop for Started {
    fn drop(&mut self) {
        STARTED.send_modify(|count| *count -= 1);
    }
}

/// Waits until no more than `count` suites run.
pub async fn until_no_more_than(count: usize) {
    let mut started = STARTED.subscribe();
    // Whoever tells lives as long as the process.
    let _ = started.wait_for(|running| *running <= count).await;
}
