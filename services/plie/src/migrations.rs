//! Roles, schemas and migrations of every service, at once.

use kernel::Service;
use store::Provision;

use crate::{Bases, layout::territoires_config_empty, suite::definition};

/// Makes the roles and the schemas as the administrator of `admin_url`, then applies the missing
/// migrations of each service as the role that owns its schema.
pub async fn migrate(admin_url: &str, bases: &Bases) -> Result<(), MigrateError> {
    for service in Service::tous() {
        let wanted =
            Provision { service, password: &bases.password(service), owner_password: &bases.owner_password(service) };
        store::provision(admin_url, wanted).await?;
        let definition = definition(service, &territoires_config_empty());
        store::migrate(&bases.migration_url(service), definition.migrations).await?;
    }
    Ok(())
}

/// Why the databases are not ready.
#[derive(Debug, thiserror::Error)]
pub enum MigrateError {
    /// Roles or schemas could not be made.
    #[error("impossible de créer les rôles et les schémas")]
    Provision(#[from] store::Error),
    /// A migration failed.
    #[error("une migration a échoué")]
    Migration(#[from] store::MigrationError),
}
