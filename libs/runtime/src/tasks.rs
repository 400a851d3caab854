//! Background tasks that a shutdown waits for.

use std::{future::Future, time::Duration};

use tokio_util::{sync::CancellationToken, task::TaskTracker};

/// About `duration`: up to a fifth less or more, so that processes that started together do not go on asking together.
#[must_use]
pub fn about(duration: Duration) -> Duration {
    duration.mul_f64(0.8 + 0.4 * fastrand::f64())
}

/// The tasks of a process. Cancelled together, then waited for.
#[derive(Debug, Clone, Default)]
pub struct Tasks {
    tracker: TaskTracker,
    cancelled: CancellationToken,
}

impl Tasks {
    /// Spawns a task. It must end by itself soon after [`Tasks::stopping`].
    #[expect(clippy::disallowed_methods, reason = "this is where tasks are tracked")]
    pub fn spawn(&self, task: impl Future<Output = ()> + Send + 'static) {
        tokio::spawn(self.tracker.track_future(task));
    }

    /// Waits for the shutdown to begin.
    pub async fn stopping(&self) {
        self.cancelled.cancelled().await;
    }

    /// Whether the shutdown has begun.
    #[must_use]
    pub fn is_stopping(&self) -> bool {
        self.cancelled.is_cancelled()
    }

    /// Waits for `duration`, or until the shutdown begins; true when it did.
    pub async fn pause(&self, duration: Duration) -> bool {
        tokio::select! {
            () = self.cancelled.cancelled() => true,
            () = tokio::time::sleep(duration) => false,
        }
    }

    /// Tells every task to end, and waits for them, at most `limit`.
    pub async fn stop(&self, limit: Duration) {
        self.cancelled.cancel();
        self.tracker.close();
        if tokio::time::timeout(limit, self.tracker.wait()).await.is_err() {
            tracing::warn!(limit_s = limit.as_secs(), "some background tasks did not end in time");
        }
    }
}
