//! Migrations: the common base, then the service's own, as the role that owns the schema.

use std::{collections::HashSet, time::Duration};

use diesel::{
    migration::{Migration, MigrationSource},
    pg::Pg,
    sql_types::Text,
};
use diesel_async::{AsyncMigrationHarness, AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use crate::{Db, Error, error::LOCK_TIMEOUT, server};

/// The migrations of a service, embedded in its binary.
pub type Migrations = fn() -> EmbeddedMigrations;

const SOCLE: EmbeddedMigrations = embed_migrations!("migrations");

/// A migration that failed, or a database that could not be reached.
#[derive(Debug, thiserror::Error)]
#[error("migration failed: {0}")]
pub struct MigrationError(String);

/// How long a migration waits for a table: whoever reads or writes it meanwhile waits behind.
const PATIENCE: &str = "SET lock_timeout = '2s'";
/// How often it is tried, and how long others have the table to themselves before it is tried again.
const ESSAIS: u32 = 60;
const REPRISE: Duration = Duration::from_secs(1);

/// Applies what is missing. Two pods that start together do it one after the other. A table that is held for long, by a
/// backup or a report, is asked for again and again rather than waited for: the pods of the former version go on serving.
/// Must run on a multi-thread runtime.
pub async fn migrate(owner_url: &str, own: Migrations) -> Result<(), MigrationError> {
    let mut harness = harness(owner_url).await?;
    let sources: [Migrations; 2] = [|| SOCLE, own];
    for source in sources {
        let mut essai = 1;
        while let Err(error) = harness.run_pending_migrations(source()) {
            let refused = error.to_string();
            if essai == ESSAIS || !refused.contains(LOCK_TIMEOUT) {
                return Err(MigrationError(refused));
            }
            tracing::warn!(tries = essai, "a table is in use; the migration is tried again");
            essai += 1;
            tokio::time::sleep(REPRISE).await;
        }
    }
    Ok(())
}

/// Takes everything back, newest first.
pub async fn revert(owner_url: &str, own: Migrations) -> Result<(), MigrationError> {
    let mut harness = harness(owner_url).await?;
    let versions = harness.applied_migrations().map_err(|error| MigrationError(error.to_string()))?.len();
    // The two sets share one table of versions, so that each revert looks in both.
    for _ in 0..versions {
        let reverted = harness.revert_last_migration(own());
        if let Err(own) = reverted {
            let of_both = |socle| MigrationError(format!("{own}; {socle}"));
            harness.revert_last_migration(SOCLE).map_err(of_both)?;
        }
    }
    Ok(())
}

/// The migrations that the schema of a running service lacks. More than it knows is no harm: a newer
/// version only adds.
pub async fn missing(db: &Db, own: Migrations) -> Result<Vec<String>, Error> {
    let applied: Vec<Applied> =
        diesel::sql_query("SELECT version FROM __diesel_schema_migrations").load(&mut db.connection().await?).await?;
    let applied: HashSet<_> = applied.into_iter().map(|row| row.version).collect();
    let mut missing = Vec::new();
    for source in [SOCLE, own()] {
        let known: Vec<Box<dyn Migration<Pg>>> =
            source.migrations().map_err(|error| Error::Corrupt(error.to_string()))?;
        missing.extend(known.iter().map(|one| one.name().version().to_string()).filter(|one| !applied.contains(one)));
    }
    Ok(missing)
}

#[derive(diesel::QueryableByName)]
struct Applied {
    #[diesel(sql_type = Text)]
    version: String,
}

/// A connection that holds the schema's lock of migrations until it closes.
async fn harness(url: &str) -> Result<AsyncMigrationHarness<AsyncPgConnection>, MigrationError> {
    let mut conn = server::connect(url).await.map_err(|error| MigrationError(error.with_causes()))?;
    let failed = |error: diesel::result::Error| MigrationError(error.to_string());
    conn.batch_execute("SELECT pg_advisory_lock(hashtext('plie.migrate.' || current_schema()))")
        .await
        .map_err(failed)?;
    conn.batch_execute(PATIENCE).await.map_err(failed)?;
    Ok(AsyncMigrationHarness::new(conn))
}
