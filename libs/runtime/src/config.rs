//! Configuration that every service shares, read from the environment.

use std::{
    fmt,
    net::SocketAddr,
    num::NonZeroU16,
    path::{Path, PathBuf},
    str::FromStr,
    time::Duration,
};

use clap::{Args, builder::RangedU64ValueParser};
use store::{AddressError, DbConfig};

use crate::{Peers, Redis, RedisRefused, Root};

/// A secret: its value, or `@` and the path of a file that holds it.
#[derive(Clone)]
pub struct Secret(String);

impl Secret {
    /// A secret that is already known. Not a `From<String>`: a command line would take it rather than
    /// [`FromStr`], and the path of a file would be the secret.
    #[must_use]
    pub const fn new(value: String) -> Self {
        Self(value)
    }

    /// The value, where it is needed and nowhere else.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl FromStr for Secret {
    type Err = std::io::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.strip_prefix('@') {
            Some(path) => std::fs::read_to_string(Path::new(path)).map(|value| Self(value.trim_end().to_owned())),
            None => Ok(Self(text.to_owned())),
        }
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// What a service needs to run.
#[derive(Debug, Clone, Args)]
pub struct Config {
    /// Address of the API. Only the gateway and the other services reach it.
    #[arg(long, env = "PLIE_ADRESSE", default_value = "0.0.0.0:8080")]
    pub address: SocketAddr,
    /// Address of probes and metrics. The gateway never exposes it.
    #[arg(long, env = "PLIE_ADRESSE_GESTION", default_value = "0.0.0.0:9090")]
    pub management_address: SocketAddr,
    /// Database, as the role that serves (`postgres://plie_participants:…@host/base?sslmode=verify-full`), or `@file`.
    /// `sslmode` is `disable` (the default), `require` or `verify-ca` (an authority signed the certificate) or
    /// `verify-full` (for that name); without a file of authorities the name is always verified.
    #[arg(long, env = "PLIE_BASE", hide_env_values = true)]
    pub database: Secret,
    /// File of the authorities (PEM) that sign the certificate of the database, when its URL names none
    /// (`sslrootcert`); those of the system without it.
    #[arg(long = "database-ca", env = "PLIE_BASE_CA")]
    pub database_authorities: Option<PathBuf>,
    /// Seconds that a statement may take. A connection and a lock are waited for a third of it, and a server that says
    /// nothing for a third more is gone.
    #[arg(long, env = "PLIE_BASE_DELAI", default_value_t = DbConfig::PATIENCE.as_secs(), value_parser = clap::value_parser!(u64).range(1..=60))]
    pub database_timeout: u64,
    /// Connections to the database at most, shared between the threads that serve and the tasks behind. Three for a thread
    /// keep it busy; with more, statements wait for a core rather than for a connection, and the slowest for several.
    #[arg(long, env = "PLIE_BASE_CONNEXIONS", default_value_t = 8, value_parser = RangedU64ValueParser::<usize>::new().range(2..=1_000))]
    pub database_connections: usize,
    /// Database, as the role that migrates; only `migrate` needs it.
    #[arg(long, env = "PLIE_BASE_MIGRATION", hide_env_values = true)]
    pub migration_database: Option<Secret>,
    /// Redis.
    #[command(flatten)]
    pub redis: Redis,
    /// Issuer of the tokens: the public URL of the deployment.
    #[arg(long, env = "PLIE_EMETTEUR")]
    pub issuer: Root,
    /// Audience of the tokens.
    #[arg(long, env = "PLIE_AUDIENCE", default_value = "plie")]
    pub audience: String,
    /// Secret by which this service asks for its own tokens, or `@file`.
    #[arg(long, env = "PLIE_SECRET_SERVICE", hide_env_values = true)]
    pub service_secret: Secret,
    /// The secret before the last change, or `@file`: what it sealed (cursors of lists, answers kept for a day) opens
    /// until it is taken away.
    #[arg(long, env = "PLIE_SECRET_SERVICE_PRECEDENT", hide_env_values = true)]
    pub former_service_secret: Option<Secret>,
    /// Where the other services are.
    #[command(flatten)]
    pub peers: Peers,
    /// Months for which it is kept who read what of whom.
    #[arg(long, env = "PLIE_JOURNAL_MOIS", default_value_t = 36, value_parser = clap::value_parser!(u32).range(6..=120))]
    pub journal_months: u32,
    /// Threads that serve requests.
    #[arg(long, env = "PLIE_THREADS", default_value_t = 2, value_parser = RangedU64ValueParser::<usize>::new().range(1..=256))]
    pub workers: usize,
    /// Where files are kept.
    #[command(flatten)]
    pub files: Files,
    /// How messages to persons are carried.
    #[command(flatten)]
    pub messages: Messages,
}

/// How messages to persons are carried, and what they name.
#[derive(Debug, Clone, Args)]
pub struct Messages {
    /// What carries them: `smtps://user:password@host`, `smtp://host:587?tls=required`, or `file:///folder` where
    /// each is a file; or `@file` that says so.
    #[arg(
        long = "messages",
        env = "PLIE_MESSAGES",
        hide_env_values = true,
        default_value = "file:///var/lib/plie/messages"
    )]
    pub transport: Secret,
    /// Who they come from.
    #[arg(
        long = "messages-sender",
        env = "PLIE_MESSAGES_EXPEDITEUR",
        default_value = "PLIE <ne-pas-repondre@plie.example>"
    )]
    pub sender: String,
    /// Base URL of the portal where a code is typed: messages lead to it. Without it they give the code alone.
    #[arg(long, env = "PLIE_PORTAIL")]
    pub portal: Option<Root>,
}

/// Where the files of the deployment are kept, and what they go through.
#[derive(Debug, Clone, Args)]
pub struct Files {
    /// Their store: `file:///folder` or `s3://bucket/prefix`.
    #[arg(long = "files", env = "PLIE_FICHIERS", default_value = "file:///var/lib/plie/fichiers")]
    pub store: String,
    /// Options of the store, one `key=value` a line (`aws_endpoint`, `aws_access_key_id`…), or `@file`.
    #[arg(long = "files-options", env = "PLIE_FICHIERS_OPTIONS", hide_env_values = true)]
    pub options: Option<Secret>,
    /// `host:port` of the antivirus (clamd) through which received files go.
    #[arg(long, env = "PLIE_ANTIVIRUS")]
    pub antivirus: Option<String>,
    /// Bytes of a received file at most, from one Mio to one Gio.
    #[arg(long, env = "PLIE_FICHIER_MAX", default_value_t = 20 * 1024 * 1024, value_parser = clap::value_parser!(u64).range(1 << 20..=1 << 30))]
    pub file_limit: u64,
}

impl Files {
    /// Refuses an antivirus that is nowhere, and options that say nothing.
    fn check(&self) -> Result<(), ConfigRefused> {
        if self.antivirus.as_deref().is_some_and(|address| !authority(address)) {
            return Err(ConfigRefused::setting("PLIE_ANTIVIRUS", "it is no host:port"));
        }
        let text = self.options.as_ref().map(Secret::reveal).unwrap_or_default();
        if text.lines().any(|line| !line.trim().is_empty() && !line.contains('=')) {
            return Err(ConfigRefused::setting("PLIE_FICHIERS_OPTIONS", "a line is no key=value"));
        }
        Ok(())
    }

    /// The options of the store.
    pub fn options(&self) -> impl Iterator<Item = (String, String)> {
        let text = self.options.as_ref().map(Secret::reveal).unwrap_or_default();
        text.lines()
            .filter_map(|line| line.split_once('='))
            .map(|(key, value)| (key.trim().into(), value.trim().into()))
    }
}

impl Config {
    /// Refuses what could not serve, in the words of who runs the suite. Nothing is asked of any server.
    pub fn check(&self) -> Result<(), ConfigRefused> {
        let needed = self.workers.max(1) + 1;
        if self.database_connections < needed {
            return Err(ConfigRefused::Connections { needed, given: self.database_connections });
        }
        store::check_url(&self.url(&self.database)).map_err(ConfigRefused::Database)?;
        if let Some(migration) = self.migration_url() {
            store::check_url(&migration).map_err(ConfigRefused::Migration)?;
        }
        self.redis.client()?;
        if self.service_secret.reveal().is_empty() {
            return Err(ConfigRefused::setting(
                "PLIE_SECRET_SERVICE",
                "it is empty, and anybody could be this service",
            ));
        }
        if self.former_service_secret.as_ref().is_some_and(|former| former.reveal().is_empty()) {
            return Err(ConfigRefused::setting("PLIE_SECRET_SERVICE_PRECEDENT", "it is empty: take it away"));
        }
        self.files.check()
    }

    /// The database of the background tasks: a quarter of the connections.
    #[must_use]
    pub fn database(&self) -> DbConfig {
        self.share(self.background())
    }

    /// The database of one thread that serves.
    #[must_use]
    pub fn database_of_worker(&self) -> DbConfig {
        self.share((self.database_connections.saturating_sub(self.background()) / self.workers.max(1)).max(1))
    }

    /// URL of the database, as the role that migrates.
    #[must_use]
    pub fn migration_url(&self) -> Option<String> {
        self.migration_database.as_ref().map(|database| self.url(database))
    }

    fn background(&self) -> usize {
        let left = self.database_connections.saturating_sub(self.workers.max(1));
        (self.database_connections / 4).min(left).max(1)
    }

    fn url(&self, database: &Secret) -> String {
        let url = database.reveal();
        self.database_authorities.as_ref().map_or_else(|| url.to_owned(), |file| store::with_authorities(url, file))
    }

    fn share(&self, connections: usize) -> DbConfig {
        let patience = Duration::from_secs(self.database_timeout);
        DbConfig { url: self.url(&self.database), connections, patience }
    }
}

/// Whether a text is `host:port`, or an address with its port.
fn authority(text: &str) -> bool {
    let host = |host: &str| {
        !host.is_empty() && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-_".contains(&byte))
    };
    let named = || text.rsplit_once(':').is_some_and(|(name, port)| host(name) && port.parse::<NonZeroU16>().is_ok());
    text.parse::<SocketAddr>().map_or_else(|_| named(), |address| address.port() != 0)
}

/// Why a configuration cannot serve.
#[derive(Debug, thiserror::Error)]
pub enum ConfigRefused {
    /// The database.
    #[error("PLIE_BASE: {0}")]
    Database(#[source] AddressError),
    /// The database, as the role that migrates.
    #[error("PLIE_BASE_MIGRATION: {0}")]
    Migration(#[source] AddressError),
    /// Redis.
    #[error("PLIE_REDIS: {0}")]
    Redis(#[from] RedisRefused),
    /// Another setting.
    #[error("{variable}: {why}")]
    Setting {
        /// The variable of the environment.
        variable: &'static str,
        /// What is wrong with it.
        why: String,
    },
    /// Each thread that serves has connections of its own, and so have the tasks behind.
    #[error("PLIE_BASE_CONNEXIONS: {given} connections, and each thread takes one at least: {needed} or more")]
    Connections {
        /// At least.
        needed: usize,
        /// By the configuration.
        given: usize,
    },
}

impl ConfigRefused {
    /// What is wrong with a setting.
    pub fn setting(variable: &'static str, why: impl fmt::Display) -> Self {
        Self::Setting { variable, why: why.to_string() }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        config: Config,
    }

    fn line(secret: &str, more: &[&str]) -> Result<Line, clap::Error> {
        let secret = format!("--service-secret={secret}");
        let given =
            ["--database=postgres://base/plie", "--redis=redis://redis", "--issuer=https://plie.example", &secret];
        Line::try_parse_from(["plie"].into_iter().chain(given).chain(more.iter().copied()))
    }

    fn config(more: &[&str]) -> Config {
        line("secret", more).unwrap().config
    }

    #[test]
    fn a_secret_is_given_or_read_in_a_file_and_never_the_path_of_the_file() {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        writeln!(file, "ouvre-toi").unwrap();
        let read = |text: &str| line(text, &[]).map(|line| line.config.service_secret.reveal().to_owned());
        assert_eq!(read("dit en clair").unwrap(), "dit en clair");
        assert_eq!(read(&format!("@{}", file.path().display())).unwrap(), "ouvre-toi");
        let missing = read("@/nulle/part").unwrap_err().to_string();
        assert!(missing.contains("--service-secret") && missing.contains("No such file"), "{missing}");
    }

    #[test]
    fn the_options_of_the_store_are_one_a_line() {
        let options: Secret = "aws_region = eu-west-3\naws_access_key_id=a\n\n".parse().unwrap();
        let files = Files { store: String::new(), options: Some(options), antivirus: None, file_limit: 0 };
        let read: Vec<_> = files.options().collect();
        let expected = [("aws_region", "eu-west-3"), ("aws_access_key_id", "a")];
        assert_eq!(read, expected.map(|(key, value)| (key.to_owned(), value.to_owned())));
    }

    #[test]
    fn the_connections_of_a_process_are_no_more_than_it_may_have() {
        for connections in 2..=40 {
            for workers in 1..=8 {
                let config =
                    config(&[&format!("--database-connections={connections}"), &format!("--workers={workers}")]);
                let taken = config.database().connections + workers * config.database_of_worker().connections;
                assert_eq!(config.check().is_ok(), connections > workers, "{connections} for {workers}");
                assert!(taken <= connections || connections <= workers, "{taken} of {connections} for {workers}");
            }
        }
    }

    #[test]
    fn the_authorities_of_the_database_are_those_of_its_url_or_of_the_configuration() {
        let ca = "--database-ca=/etc/plie/ca.crt";
        let url = |more: &[&str]| config(more).database().url;
        assert_eq!(url(&[]), "postgres://base/plie");
        assert_eq!(url(&[ca]), "postgres://base/plie?sslrootcert=%2Fetc%2Fplie%2Fca.crt");
        let named = "--database=postgres://base/plie?sslmode=verify-full&sslrootcert=/ailleurs";
        assert!(
            Line::try_parse_from(["plie", named, "--redis=redis://r", "--issuer=http://i", "--service-secret=s", ca])
                .unwrap()
                .config
                .database()
                .url
                .ends_with("=/ailleurs")
        );
    }

    #[test]
    fn what_cannot_serve_is_refused_by_the_variable_that_says_it() {
        let refused = |more: &[&str]| config(more).check().unwrap_err().to_string();
        config(&[]).check().unwrap();
        assert!(refused(&["--database-ca=/etc/plie/ca.crt"]).starts_with("PLIE_BASE: "));
        assert!(refused(&["--redis-ca=/etc/plie/ca.crt"]).starts_with("PLIE_REDIS: "));
        assert!(refused(&["--migration-database=mysql://base"]).starts_with("PLIE_BASE_MIGRATION: "));
        assert!(refused(&["--former-service-secret="]).starts_with("PLIE_SECRET_SERVICE_PRECEDENT: "));
        assert!(refused(&["--files-options=aws_region"]).starts_with("PLIE_FICHIERS_OPTIONS: "));
        let empty = line("", &[]).unwrap().config.check().unwrap_err().to_string();
        assert!(empty.starts_with("PLIE_SECRET_SERVICE: "), "{empty}");
    }

    #[test]
    fn an_antivirus_is_a_host_and_a_port() {
        for given in ["clamd:3310", "clamd.plie.svc:3310", "192.0.2.8:3310", "[2001:db8::1]:3310"] {
            config(&[&format!("--antivirus={given}")]).check().unwrap();
        }
        for given in
            ["clamd", "clamd:", ":3310", "clamd:0", "clamd:70000", "tcp://clamd:3310", "2001:db8::1:3310", "a b:1"]
        {
            let refused = config(&[&format!("--antivirus={given}")]).check().unwrap_err().to_string();
            assert!(refused.starts_with("PLIE_ANTIVIRUS: "), "{given}: {refused}");
        }
    }

    #[test]
    fn numbers_that_serve_nobody_are_refused() {
        for given in [
            "--workers=0",
            "--workers=257",
            "--database-connections=1",
            "--database-connections=1001",
            "--file-limit=0",
            "--file-limit=1048575",
            "--file-limit=1073741825",
        ] {
            assert!(line("secret", &[given]).is_err(), "{given}");
        }
        for given in ["--workers=7", "--database-connections=1000", "--file-limit=1048576", "--file-limit=1073741824"] {
            line("secret", &[given]).unwrap();
        }
    }
}
