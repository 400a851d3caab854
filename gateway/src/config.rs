//! Configuration of the gateway.

use std::net::SocketAddr;

use clap::{Args, builder::RangedU64ValueParser};
use jsonwebtoken::Algorithm;
use runtime::{ConfigRefused, Origin, Peers, Redis, Root};

/// Requests a minute of whoever asks the most.
const LIMITE: i64 = 1_000_000_000;

/// What the gateway needs to run.
#[derive(Debug, Clone, Args)]
pub struct Config {
    /// Public address.
    #[arg(long, env = "PLIE_ADRESSE", default_value = "0.0.0.0:8000")]
    pub address: SocketAddr,
    /// Address of probes and metrics, never exposed.
    #[arg(long, env = "PLIE_ADRESSE_GESTION", default_value = "0.0.0.0:9090")]
    pub management_address: SocketAddr,
    /// Issuer of the tokens: the public URL of the deployment.
    #[arg(long, env = "PLIE_EMETTEUR")]
    pub issuer: Root,
    /// Audience of the tokens.
    #[arg(long, env = "PLIE_AUDIENCE", default_value = "plie")]
    pub audience: String,
    /// Accepted signature algorithms.
    #[arg(long, env = "PLIE_ALGORITHMES", default_values = ["EdDSA"], value_delimiter = ',')]
    pub algorithms: Vec<Algorithm>,
    /// Redis, for shared limits and ended sessions.
    #[command(flatten)]
    pub redis: Redis,
    /// Where the services are.
    #[command(flatten)]
    pub peers: Peers,
    /// Origins of browsers that may call the API.
    #[arg(long, env = "PLIE_ORIGINES", value_delimiter = ',')]
    pub origins: Vec<Origin>,
    /// Requests a minute of one user.
    #[arg(long, env = "PLIE_LIMITE_UTILISATEUR", default_value_t = 1_200, value_parser = clap::value_parser!(u32).range(1..=LIMITE))]
    pub user_limit: u32,
    /// Requests a minute of one API client.
    #[arg(long, env = "PLIE_LIMITE_CLIENT", default_value_t = 6_000, value_parser = clap::value_parser!(u32).range(1..=LIMITE))]
    pub client_limit: u32,
    /// Requests a minute without token from one address.
    #[arg(long, env = "PLIE_LIMITE_ANONYME", default_value_t = 120, value_parser = clap::value_parser!(u32).range(1..=LIMITE))]
    pub anonymous_limit: u32,
    /// Proxies that stand before the gateway, each of which adds whom it saw to `X-Forwarded-For`.
    #[arg(long, env = "PLIE_MANDATAIRES", default_value_t = 0, value_parser = RangedU64ValueParser::<usize>::new().range(0..=16))]
    pub proxies: usize,
    /// Bytes of a request body at most, from one Mio to two Gio: more than a file may have, which is a body too.
    #[arg(long, env = "PLIE_CORPS_MAX", default_value_t = 32 * 1024 * 1024, value_parser = RangedU64ValueParser::<usize>::new().range(1 << 20..=2 << 30))]
    pub body_limit: usize,
    /// Seconds that a service has to begin its answer.
    #[arg(long, env = "PLIE_DELAI", default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..=600))]
    pub timeout: u64,
    /// Threads that serve requests.
    #[arg(long, env = "PLIE_THREADS", default_value_t = 2, value_parser = RangedU64ValueParser::<usize>::new().range(1..=256))]
    pub workers: usize,
}

impl Config {
    /// Refuses what could not serve, in the words of who runs the suite. Nothing is asked of any server.
    pub fn check(&self) -> Result<(), ConfigRefused> {
        self.redis.client()?;
        let symmetric = |one: &Algorithm| matches!(one, Algorithm::HS256 | Algorithm::HS384 | Algorithm::HS512);
        if self.algorithms.iter().any(symmetric) {
            return Err(ConfigRefused::setting("PLIE_ALGORITHMES", "whoever verifies by a shared secret could sign"));
        }
        if !self.algorithms.contains(&Algorithm::EdDSA) {
            return Err(ConfigRefused::setting("PLIE_ALGORITHMES", "the suite signs its tokens by EdDSA"));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        config: Config,
    }

    fn config(more: &[&str]) -> Result<Config, clap::Error> {
        let given = ["gateway", "--redis=redis://redis", "--issuer=https://plie.example"];
        Line::try_parse_from(given.into_iter().chain(more.iter().copied())).map(|line| line.config)
    }

    #[test]
    fn numbers_that_serve_nobody_are_refused() {
        config(&["--timeout=600", "--body-limit=1048576", "--anonymous-limit=1", "--proxies=2"]).unwrap();
        for given in [
            "--timeout=0",
            "--timeout=601",
            "--body-limit=0",
            "--body-limit=1048575",
            "--workers=0",
            "--user-limit=0",
            "--client-limit=0",
            "--anonymous-limit=0",
            "--anonymous-limit=1000000001",
            "--proxies=17",
        ] {
            assert!(config(&[given]).is_err(), "{given}");
        }
    }

    #[test]
    fn tokens_are_verified_by_what_the_suite_signs_with_and_by_no_shared_secret() {
        for (given, valid) in [("EdDSA", true), ("EdDSA,ES256", true), ("EdDSA,HS256", false), ("ES256", false)] {
            let config = config(&[&format!("--algorithms={given}")]).unwrap();
            assert_eq!(config.check().is_ok(), valid, "{given}");
        }
    }
}
