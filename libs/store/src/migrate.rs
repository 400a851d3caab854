//! Migrations: the common base, then the service's own, as the role that owns the schema.

use diesel_async::{AsyncConnection, AsyncMigrationHarness, AsyncPgConnection};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

/// The migrations of a service, embedded in its binary.
pub type Migrations = fn() -> EmbeddedMigrations;

const SOCLE: EmbeddedMigrations = embed_migrations!("migrations");

/// A migration that failed, or a database that could not be reached.
#[derive(Debug, thiserror::Error)]
#[error("migration failed: {0}")]
pub struct MigrationError(String);

/// Applies what is missing. Must run on a multi-thread runtime.
pub async fn migrate(owner_url: &str, own: Migrations) -> Result<(), MigrationError> {
    let mut harness = harness(owner_url).await?;
    for migrations in [SOCLE, own()] {
        harness.run_pending_migrations(migrations).map_err(|error| MigrationError(error.to_string()))?;
    }
    Ok(())
}

/// Takes everything back, newest first.
pub async fn revert(owner_url: &str, own: Migrations) -> Result<(), MigrationError> {
    let mut harness = harness(owner_url).await?;
    let versions = harness.applied_migrations().map_err(|error| MigrationError(error.to_string()))?.len();
    // The two sets share one table of versions, so that each revert looks in both.
    for _ in 0..versions {
        let reverted = harness.revert_last_migration(own()).or_else(|_| harness.revert_last_migration(SOCLE));
        reverted.map_err(|error| MigrationError(error.to_string()))?;
    }
    Ok(())
}

/// Whether nothing is missing.
pub async fn up_to_date(owner_url: &str, own: Migrations) -> Result<bool, MigrationError> {
    let mut harness = harness(owner_url).await?;
    for migrations in [SOCLE, own()] {
        if harness.has_pending_migration(migrations).map_err(|error| MigrationError(error.to_string()))? {
            return Ok(false);
        }
    }
    Ok(true)
}

async fn harness(url: &str) -> Result<AsyncMigrationHarness<AsyncPgConnection>, MigrationError> {
    let conn = AsyncPgConnection::establish(url).await.map_err(|error| MigrationError(error.to_string()))?;
    Ok(AsyncMigrationHarness::new(conn))
}
