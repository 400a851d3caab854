//! The URL of a database, as `psql` reads it.

use std::{fmt, path::Path, time::Duration};

use tls::{Authorities, AuthorityError, Checked};
use tokio_postgres::{Config, config::SslMode};
use tokio_postgres_rustls::MakeRustlsConnect;
use url::form_urlencoded;

/// The parameter of a URL that says whether its connections go over TLS, and what of the server is verified.
const MODE: &str = "sslmode";
/// The one that names the file of the authorities.
const AUTHORITIES: &str = "sslrootcert";

/// After how long a connection on which nothing passes is asked whether the other machine is there, and how often: a
/// migration, which may take its time, does not wait for a machine that is gone.
const KEEPALIVE: [Duration; 2] = [Duration::from_mins(1), Duration::from_secs(10)];
/// How many times, before it is taken for gone.
const RETRIES: u32 = 3;

/// A database that can be asked for connections.
pub(crate) struct Address {
    pub(crate) config: Config,
    /// How its server is verified; `None` in clear.
    pub(crate) tls: Option<MakeRustlsConnect>,
}

/// Why a URL is refused.
#[derive(Debug, thiserror::Error)]
pub enum AddressError {
    /// It is no URL of Postgres.
    #[error("not a URL of Postgres (postgres://role:password@host/base)")]
    Scheme,
    /// It does not read.
    #[error("a URL of Postgres that does not read: {0}")]
    Unreadable(#[source] tokio_postgres::Error),
    /// It promises nothing: a server, or whoever stands before it, chooses to speak in clear.
    #[error("sslmode={0} promises nothing: say disable, require, verify-ca or verify-full")]
    Mode(String),
    /// Authorities for a server that is spoken to in clear.
    #[error("authorities are named for a database that is spoken to in clear: add sslmode=verify-full to its URL")]
    InClear,
    /// The authorities.
    #[error(transparent)]
    Authorities(#[from] AuthorityError),
    /// TLS cannot be set up.
    #[error("TLS cannot be set up: {0}")]
    Tls(String),
}

impl Address {
    /// Reads `sslmode` and `sslrootcert`, and leaves the rest to the driver.
    ///
    /// `disable`, which is also what no mode means, speaks in clear. `require` and `verify-ca` verify that an authority
    /// of `sslrootcert` signed the certificate; `verify-full` the name too. Without `sslrootcert` the authorities are
    /// those of the system, who sign for anybody: the name is verified whatever the mode.
    pub(crate) fn read(url: &str) -> Result<Self, AddressError> {
        if !["postgres://", "postgresql://"].iter().any(|scheme| url.starts_with(scheme)) {
            return Err(AddressError::Scheme);
        }
        let (base, parameters) = url.split_once('?').unwrap_or((url, ""));
        let (ours, others): (Vec<_>, Vec<_>) = parameters
            .split('&')
            .filter(|one| !one.is_empty())
            .partition(|one| [MODE, AUTHORITIES].contains(&key(one)));
        let mut config: Config = format!("{base}?{}", others.join("&")).parse().map_err(AddressError::Unreadable)?;
        let named = |name: &str| ours.iter().find(|one| key(one) == name).map(|one| value(one));
        let file = named(AUTHORITIES);
        let checked = match named(MODE).as_deref() {
            None | Some("disable") if file.is_some() => return Err(AddressError::InClear),
            None | Some("disable") => None,
            Some("require" | "verify-ca") => Some(Checked::Chain),
            Some("verify-full") => Some(Checked::Name),
            Some(other) => return Err(AddressError::Mode(other.to_owned())),
        };
        let authorities = file.map(|file| Authorities::read(Path::new(&file))).transpose()?;
        let client = |checked| tls::client(authorities.as_ref(), checked);
        let tls = checked.map(client).transpose().map_err(|error| AddressError::Tls(error.to_string()))?;
        if !others.iter().any(|one| key(one).starts_with("keepalives")) {
            let [idle, interval] = KEEPALIVE;
            config.keepalives_idle(idle).keepalives_interval(interval).keepalives_retries(RETRIES);
        }
        config.ssl_mode(if tls.is_some() { SslMode::Require } else { SslMode::Disable });
        Ok(Self { config, tls: tls.map(MakeRustlsConnect::new) })
    }
}

/// The same URL, with the file of its authorities unless it names one.
#[must_use]
pub fn with_authorities(url: &str, file: &Path) -> String {
    let (_, parameters) = url.split_once('?').unwrap_or((url, ""));
    if parameters.split('&').any(|one| key(one) == AUTHORITIES) {
        return url.to_owned();
    }
    let separator = if url.contains('?') { '&' } else { '?' };
    let file: String = form_urlencoded::byte_serialize(file.as_os_str().as_encoded_bytes()).collect();
    let file = file.replace('+', "%20");
    format!("{url}{separator}{AUTHORITIES}={file}")
}

fn key(parameter: &str) -> &str {
    parameter.split_once('=').map_or(parameter, |(key, _)| key)
}

fn value(parameter: &str) -> String {
    // A plus is itself in the URL of a database.
    let parameter = parameter.replace('+', "%2B");
    form_urlencoded::parse(parameter.as_bytes()).next().map(|(_, value)| value.into_owned()).unwrap_or_default()
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Address").field("tls", &self.tls.is_some()).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASE: &str = "postgres://plie:secret@db.internal:5432/plie";

    fn read(parameters: &str) -> Result<Address, String> {
        Address::read(&format!("{BASE}{parameters}")).map_err(|error| error.to_string())
    }

    #[test]
    fn a_url_without_a_mode_speaks_in_clear_and_the_others_over_tls() {
        for (parameters, tls) in
            [("", false), ("?sslmode=disable", false), ("?sslmode=require", true), ("?sslmode=verify-full", true)]
        {
            let address = read(parameters).unwrap();
            assert_eq!(address.tls.is_some(), tls, "{parameters}");
            let wanted = if tls { SslMode::Require } else { SslMode::Disable };
            assert_eq!(address.config.get_ssl_mode(), wanted, "{parameters}");
        }
    }

    #[test]
    fn what_promises_nothing_is_refused_with_what_to_say_instead() {
        for mode in ["allow", "prefer", "Require", ""] {
            let refused = read(&format!("?sslmode={mode}")).unwrap_err();
            assert!(refused.contains("verify-full"), "{mode}: {refused}");
        }
        let refused = read("?sslrootcert=/etc/plie/ca/postgres.crt").unwrap_err();
        assert!(refused.contains("add sslmode=verify-full"), "{refused}");
        assert!(Address::read("mysql://db/plie").is_err());
        assert!(Address::read("host=db user=plie").is_err());
    }

    #[test]
    fn what_else_the_url_says_is_left_to_the_driver() {
        let address = read("?application_name=essai&sslmode=require&options=-c%20geqo%3Doff").unwrap();
        assert_eq!(address.config.get_application_name(), Some("essai"));
        assert_eq!(address.config.get_options(), Some("-c geqo=off"));
        assert!(read("?inconnu=1").is_err());
    }

    #[test]
    fn authorities_are_added_to_a_url_that_names_none() {
        let file = Path::new("/etc/ca des PLIE+.crt");
        let named = with_authorities(&format!("{BASE}?sslmode=require"), file);
        let parameter = named.split('&').next_back().unwrap();
        assert_eq!((key(parameter), value(parameter)), (AUTHORITIES, "/etc/ca des PLIE+.crt".to_owned()));
        assert_eq!(with_authorities(&named, Path::new("/ailleurs")), named);
        assert!(with_authorities(BASE, file).starts_with("postgres://plie:secret@db.internal:5432/plie?sslrootcert="));
    }
}
