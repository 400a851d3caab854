//! Configuration of the gateway.

use std::net::SocketAddr;

use clap::Args;
use jsonwebtoken::Algorithm;
use runtime::{Origin, Peers, Redis, Root};

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
    #[arg(long, env = "PLIE_LIMITE_UTILISATEUR", default_value_t = 1_200)]
    pub user_limit: u32,
    /// Requests a minute of one API client.
    #[arg(long, env = "PLIE_LIMITE_CLIENT", default_value_t = 6_000)]
    pub client_limit: u32,
    /// Requests a minute without token from one address.
    #[arg(long, env = "PLIE_LIMITE_ANONYME", default_value_t = 120)]
    pub anonymous_limit: u32,
    /// Proxies that stand before the gateway, each of which adds whom it saw to `X-Forwarded-For`.
    #[arg(long, env = "PLIE_MANDATAIRES", default_value_t = 0)]
    pub proxies: usize,
    /// Bytes of a request body at most.
    #[arg(long, env = "PLIE_CORPS_MAX", default_value_t = 32 * 1024 * 1024)]
    pub body_limit: usize,
    /// Seconds that a service has to begin its answer.
    #[arg(long, env = "PLIE_DELAI", default_value_t = 30)]
    pub timeout: u64,
    /// Threads that serve requests.
    #[arg(long, env = "PLIE_THREADS", default_value_t = 2)]
    pub workers: usize,
}
