//! Private Postgres and Redis servers of this checkout: for the launcher, the tests and the bench. Never
//! the system's own servers, and never as root.

mod account;
mod postgres;
mod redis;

use std::{io, net::TcpListener, path::PathBuf};

pub use postgres::{Durability, Postgres};
pub use redis::Redis;

/// What a server proves who it is with, so that it is spoken to over TLS as well as in clear: PEM files.
#[derive(Debug, Clone)]
pub struct Certificate {
    /// Its certificate.
    pub certificate: PathBuf,
    /// Its private key.
    pub key: PathBuf,
}

/// Why a server did not start.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The program is not installed.
    #[error("{program} est introuvable. Installez-le : {remedy}")]
    Missing {
        /// The program.
        program: &'static str,
        /// The command that installs it on Debian and Ubuntu.
        remedy: &'static str,
    },
    /// It started and did not answer.
    #[error("{program} n'a pas démarré ; son journal : {log}")]
    NotReady {
        /// The program.
        program: &'static str,
        /// Where to read why.
        log: PathBuf,
    },
    /// A command failed.
    #[error("{what} a échoué : {output}")]
    Command {
        /// What was tried.
        what: &'static str,
        /// What it printed.
        output: String,
    },
    /// Postgres refuses to run as root and no service account exists.
    #[error(
        "Postgres refuse de tourner en root et le compte de service « postgres » n'existe pas : apt-get install postgresql"
    )]
    NoServiceAccount,
    /// Files or processes.
    #[error("erreur du système")]
    Io(#[from] io::Error),
}

/// A port that is free now.
pub fn free_port() -> io::Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}
