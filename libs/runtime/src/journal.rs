//! The writer of the journal of reads: in batches, so that reading stays fast, flushed at shutdown.

use auth::{Scope, Systeme};
use kernel::{Clock, Personnes, TerritoireId};
use std::{collections::HashMap, time::Duration};
use store::{
    Db,
    journal::{self, Ligne},
};
use tokio::sync::mpsc;

use crate::Tasks;

const BATCH: usize = 5_000;
/// Short enough that the channel never fills, and a reader never waits for the writer.
const PERIOD: Duration = Duration::from_millis(100);

/// Records reads.
#[derive(Debug, Clone)]
pub struct Journal {
    clock: Clock,
    lines: mpsc::Sender<(TerritoireId, Ligne)>,
}

impl Journal {
    /// Starts the task that writes.
    #[must_use]
    pub fn start(db: &Db, tasks: &Tasks) -> Self {
        let (lines, receiver) = mpsc::channel(10_000);
        tasks.spawn(write(db.clone(), receiver, tasks.clone()));
        Self { clock: db.clock().clone(), lines }
    }

    /// Records what `scope` read of `personnes`; of nobody, the read itself. Waits when the writer lags: a read is
    /// never forgotten.
    pub(crate) async fn inscrire(&self, scope: &impl Scope, operation: &str, personnes: Personnes) {
        let ligne = Ligne::new(&self.clock, &scope.acteur(), operation, personnes);
        if self.lines.send((scope.territoire(), ligne)).await.is_err() {
            tracing::error!(operation, "a read could not be journalled: the writer has stopped");
        }
    }
}

async fn write(db: Db, mut lines: mpsc::Receiver<(TerritoireId, Ligne)>, tasks: Tasks) {
    let mut batch = Vec::with_capacity(BATCH);
    loop {
        let stopping = tasks.pause(PERIOD).await;
        while let Ok(line) = lines.try_recv() {
            batch.push(line);
            if batch.len() == BATCH {
                flush(&db, &mut batch).await;
            }
        }
        flush(&db, &mut batch).await;
        if stopping {
            return;
        }
    }
}

/// Writes the batch, one transaction a territory; what could not be written stays for the next time.
async fn flush(db: &Db, batch: &mut Vec<(TerritoireId, Ligne)>) {
    let mut territories: HashMap<TerritoireId, Vec<Ligne>> = HashMap::new();
    for (territoire, line) in batch.drain(..) {
        territories.entry(territoire).or_default().push(line);
    }
    for (territoire, lines) in territories {
        let written = db.tx(&Systeme(territoire), async |tx| journal::inscrire(tx, &lines).await).await;
        if let Err(error) = written {
            if error.unavailable() {
                tracing::warn!(error = %error.with_causes(), lines = lines.len(), "reads not journalled yet");
            } else {
                tracing::error!(error = %error.with_causes(), lines = lines.len(), "reads not journalled");
            }
            batch.extend(lines.into_iter().map(|line| (territoire, line)));
        }
    }
}
