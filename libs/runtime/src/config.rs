//! Configuration that every service shares, read from the environment.

use std::{fmt, net::SocketAddr, path::Path, str::FromStr};

use clap::Args;
use store::DbConfig;

use crate::Peers;

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
    /// Database, as the role that serves (`postgres://plie_participants:…@host/base`), or `@file`.
    #[arg(long, env = "PLIE_BASE", hide_env_values = true)]
    pub database: Secret,
    /// Connections to the database at most, shared between the threads that serve and the tasks behind.
    #[arg(long, env = "PLIE_BASE_CONNEXIONS", default_value_t = 16)]
    pub database_connections: usize,
    /// Database, as the role that migrates; only `migrate` needs it.
    #[arg(long, env = "PLIE_BASE_MIGRATION", hide_env_values = true)]
    pub migration_database: Option<Secret>,
    /// Redis, for hints and limits, or `@file`.
    #[arg(long, env = "PLIE_REDIS", hide_env_values = true)]
    pub redis: Secret,
    /// Prefix of this deployment's channels and keys in Redis.
    #[arg(long, env = "PLIE_REDIS_PREFIXE", default_value = "plie")]
    pub redis_prefix: String,
    /// Issuer of the tokens: the public URL of the deployment.
    #[arg(long, env = "PLIE_EMETTEUR")]
    pub issuer: String,
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
    #[arg(long, env = "PLIE_THREADS", default_value_t = 2)]
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
    pub portal: Option<String>,
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
    /// Bytes of a received file at most.
    #[arg(long, env = "PLIE_FICHIER_MAX", default_value_t = 20 * 1024 * 1024)]
    pub file_limit: u64,
}

impl Files {
    /// The options of the store.
    pub fn options(&self) -> impl Iterator<Item = (String, String)> {
        let text = self.options.as_ref().map(Secret::reveal).unwrap_or_default();
        text.lines()
            .filter_map(|line| line.split_once('='))
            .map(|(key, value)| (key.trim().into(), value.trim().into()))
    }
}

impl Config {
    /// The database of the background tasks: a quarter of the connections.
    #[must_use]
    pub fn database(&self) -> DbConfig {
        self.share(self.database_connections / 4)
    }

    /// The database of one thread that serves.
    #[must_use]
    pub fn database_of_worker(&self) -> DbConfig {
        self.share((self.database_connections - self.database_connections / 4) / self.workers.max(1))
    }

    fn share(&self, connections: usize) -> DbConfig {
        DbConfig { url: self.database.reveal().to_owned(), connections: connections.max(1) }
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

    fn line(secret: &str) -> Result<Line, clap::Error> {
        let secret = format!("--service-secret={secret}");
        Line::try_parse_from(["plie", "--database=x", "--redis=y", "--issuer=z", &secret])
    }

    #[test]
    fn a_secret_is_given_or_read_in_a_file_and_never_the_path_of_the_file() {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        writeln!(file, "ouvre-toi").unwrap();
        let read = |text: &str| line(text).map(|line| line.config.service_secret.reveal().to_owned());
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
}
