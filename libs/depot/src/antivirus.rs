//! The antivirus through which received files go: clamd, by its streaming command.

use std::{fmt, time::Duration};

use futures_util::StreamExt;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use crate::Flux;

/// How long an antivirus may take for one file.
const DELAI: Duration = Duration::from_mins(1);

/// An antivirus that listens on a TCP address.
#[derive(Clone)]
pub struct Antivirus {
    address: String,
}

impl fmt::Debug for Antivirus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Antivirus({})", self.address)
    }
}

/// What it says of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Avis {
    /// Nothing found.
    Sain,
    /// Something found, by its name.
    Infecte(String),
}

/// The antivirus cannot be asked: the file is then kept from everybody.
#[derive(Debug, thiserror::Error)]
pub enum AntivirusError {
    /// It cannot be reached, or the file cannot be read.
    #[error("the antivirus cannot be asked: {0}")]
    Unreachable(String),
    /// It took too long.
    #[error("the antivirus took more than {} s", DELAI.as_secs())]
    Timeout,
    /// It answered something else.
    #[error("the antivirus answered `{0}`")]
    Answer(String),
}

impl Antivirus {
    /// The antivirus at `host:port`.
    #[must_use]
    pub fn new(address: &str) -> Self {
        Self { address: address.to_owned() }
    }

    /// Sends it a file.
    pub async fn examiner(&self, flux: Flux) -> Result<Avis, AntivirusError> {
        tokio::time::timeout(DELAI, self.ask(flux)).await.map_err(|_| AntivirusError::Timeout)?
    }

    async fn ask(&self, mut flux: Flux) -> Result<Avis, AntivirusError> {
        let failed = |error: &dyn fmt::Display| AntivirusError::Unreachable(error.to_string());
        let mut clamd = TcpStream::connect(&self.address).await.map_err(|error| failed(&error))?;
        clamd.write_all(b"zINSTREAM\0").await.map_err(|error| failed(&error))?;
        while let Some(chunk) = flux.next().await {
            let chunk = chunk.map_err(|error| failed(&error))?;
            let size = u32::try_from(chunk.len()).map_err(|error| failed(&error))?;
            clamd.write_all(&size.to_be_bytes()).await.map_err(|error| failed(&error))?;
            clamd.write_all(&chunk).await.map_err(|error| failed(&error))?;
        }
        clamd.write_all(&0_u32.to_be_bytes()).await.map_err(|error| failed(&error))?;
        let mut answer = Vec::new();
        clamd.take(1_024).read_to_end(&mut answer).await.map_err(|error| failed(&error))?;
        lire(&String::from_utf8_lossy(&answer))
    }
}

fn lire(answer: &str) -> Result<Avis, AntivirusError> {
    let answer = answer.trim_matches(['\0', '\n', ' ']);
    let said = answer.strip_prefix("stream: ").unwrap_or(answer);
    match said.strip_suffix(" FOUND") {
        Some(name) => Ok(Avis::Infecte(name.to_owned())),
        None if said == "OK" => Ok(Avis::Sain),
        None => Err(AntivirusError::Answer(answer.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_answers_of_clamd_are_understood() {
        assert_eq!(lire("stream: OK\0").unwrap(), Avis::Sain);
        assert_eq!(lire("stream: Eicar-Test-Signature FOUND\0").unwrap(), Avis::Infecte("Eicar-Test-Signature".into()));
        assert!(lire("INSTREAM size limit exceeded. ERROR\0").is_err());
        assert!(lire("").is_err());
    }
}
