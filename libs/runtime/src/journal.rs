//! Who read which person's file: batched, so that reading stays fast, and flushed at shutdown.

use std::{collections::HashMap, time::Duration};

use auth::{Scope, Systeme};
use chrono::{DateTime, Utc};
use diesel::sql_types::{Array, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use kernel::{ActeurId, Id, LectureId, RessourceId, TerritoireId};
use store::{Db, Error, Tx};
use tokio::sync::mpsc;

use crate::Tasks;

const BATCH: usize = 5_000;
/// Short enough that the channel never fills, and a reader never waits for the writer.
const PERIOD: Duration = Duration::from_millis(100);

/// Records reads.
#[derive(Debug, Clone)]
pub struct Journal {
    clock: kernel::Clock,
    lines: mpsc::Sender<Ligne>,
}

#[derive(Debug)]
struct Ligne {
    territoire: TerritoireId,
    id: LectureId,
    lu_le: DateTime<Utc>,
    par: ActeurId,
    sujet: &'static str,
    operation: &'static str,
    ressource: Option<RessourceId>,
}

impl Journal {
    /// Starts the task that writes.
    #[must_use]
    pub fn start(db: &Db, tasks: &Tasks) -> Self {
        let (lines, receiver) = mpsc::channel(10_000);
        tasks.spawn(write(db.clone(), receiver, tasks.clone()));
        Self { clock: db.clock().clone(), lines }
    }

    /// Records that `scope` read a file. Waits when the writer lags: a read is never forgotten.
    pub async fn lecture<K>(&self, scope: &impl Scope, operation: &'static str, ressource: Option<Id<K>>) {
        let acteur = scope.acteur();
        let line = Ligne {
            territoire: scope.territoire(),
            id: self.clock.id(),
            lu_le: self.clock.now(),
            par: acteur.id,
            sujet: match acteur.sujet {
                auth::Sujet::Utilisateur => "utilisateur",
                auth::Sujet::Client => "client",
                auth::Sujet::Service => "service",
                auth::Sujet::Lien => "lien",
            },
            operation,
            ressource: ressource.map(Id::ressource),
        };
        if self.lines.send(line).await.is_err() {
            tracing::error!(operation, "a read could not be journalled: the writer has stopped");
        }
    }
}

async fn write(db: Db, mut lines: mpsc::Receiver<Ligne>, tasks: Tasks) {
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
async fn flush(db: &Db, batch: &mut Vec<Ligne>) {
    let mut territories: HashMap<TerritoireId, Vec<Ligne>> = HashMap::new();
    for line in batch.drain(..) {
        territories.entry(line.territoire).or_default().push(line);
    }
    for (territoire, lines) in territories {
        let written = db.tx(&Systeme(territoire), async |tx| insert(tx, territoire, &lines).await).await;
        if let Err(error) = written {
            tracing::error!(error = %error, lines = lines.len(), "reads not journalled yet");
            batch.extend(lines);
        }
    }
}

/// One array a column: the same short statement however many lines, prepared once.
async fn insert(tx: &mut Tx, territoire: TerritoireId, lines: &[Ligne]) -> Result<usize, Error> {
    let inserted = diesel::sql_query(
        "INSERT INTO journal_lecture (territoire_id, id, lu_le, par, sujet, operation, ressource)
         SELECT $1, * FROM unnest($2, $3, $4, $5, $6, $7)",
    )
    .bind::<SqlUuid, _>(territoire.uuid())
    .bind::<Array<SqlUuid>, _>(lines.iter().map(|line| line.id.uuid()).collect::<Vec<_>>())
    .bind::<Array<Timestamptz>, _>(lines.iter().map(|line| line.lu_le).collect::<Vec<_>>())
    .bind::<Array<SqlUuid>, _>(lines.iter().map(|line| line.par.uuid()).collect::<Vec<_>>())
    .bind::<Array<Text>, _>(lines.iter().map(|line| line.sujet).collect::<Vec<_>>())
    .bind::<Array<Text>, _>(lines.iter().map(|line| line.operation).collect::<Vec<_>>())
    .bind::<Array<Nullable<SqlUuid>>, _>(lines.iter().map(|line| line.ressource.map(Id::uuid)).collect::<Vec<_>>())
    .execute(tx.conn());
    Ok(inserted.await?)
}
