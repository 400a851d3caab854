//! Roles and schemas, from the secrets that the services will use.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use kernel::Service;
use reqwest::Url;
use store::Provision;

/// Makes the roles and the schemas of every service as the administrator of `admin_url`, with the
/// passwords that are in the mounted secrets: `<directory>/plie-<service>/base` and
/// `<directory>/plie-<service>-migration/base`. Done again, it changes the passwords to those.
pub async fn provision(admin_url: &str, directory: &Path) -> Result<(), ProvisionError> {
    for service in Service::tous() {
        let password = password(&directory.join(format!("plie-{service}/base")))?;
        let owner_password = self::password(&directory.join(format!("plie-{service}-migration/base")))?;
        let wanted = Provision { service, password: &password, owner_password: &owner_password };
        store::provision(admin_url, wanted).await?;
    }
    Ok(())
}

fn password(file: &Path) -> Result<String, ProvisionError> {
    let text = fs::read_to_string(file).map_err(|source| ProvisionError::Read { file: file.to_owned(), source })?;
    let url = Url::parse(text.trim()).ok();
    let password = url.as_ref().and_then(Url::password).filter(|password| !password.is_empty());
    // A password that needs escaping in a URL would not be the same on both sides.
    let plain = password.filter(|password| !password.contains('%'));
    plain.map(ToOwned::to_owned).ok_or_else(|| ProvisionError::NoPassword(file.to_owned()))
}

/// Why the roles are not there.
#[derive(Debug, thiserror::Error)]
pub enum ProvisionError {
    /// A secret is not mounted.
    #[error("{} ne peut pas être lu", file.display())]
    Read {
        /// The file.
        file: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// A secret is no URL with a plain password.
    #[error("{} n'est pas une URL de PostgreSQL avec un mot de passe sans caractère réservé", .0.display())]
    NoPassword(PathBuf),
    /// Postgres refused.
    #[error("PostgreSQL a refusé")]
    Postgres(#[from] store::Error),
}
