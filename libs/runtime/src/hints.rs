//! The Redis of the deployment: how it is reached, and what is heard of it.

use std::{io, path::PathBuf, sync::Arc, time::Duration};

use clap::Args;
use futures_util::StreamExt;
use redis::{
    Client, ErrorKind, IntoConnectionInfo, RedisError, RedisResult, TlsCertificates, Value,
    aio::{PubSubSink, PubSubStream},
};
use tls::{Authorities, AuthorityError};
use tokio::time::timeout;

use crate::Secret;

/// How long Redis has to let a listener in, or to say that it is still there.
const PATIENCE: Duration = Duration::from_secs(2);
/// A channel that says nothing for so long is asked whether it is still one.
const HEARTBEAT: Duration = Duration::from_secs(5);

/// How Redis is reached: hints and counters, nothing that is kept.
#[derive(Debug, Clone, Args)]
#[group(skip)]
pub struct Redis {
    /// Redis, for hints and limits, or `@file`: `redis://…` in clear, `rediss://…` over TLS, its name verified.
    #[arg(long = "redis", env = "PLIE_REDIS", hide_env_values = true)]
    pub url: Secret,
    /// File of the authorities (PEM) that sign the certificate of Redis; those of the system without it.
    #[arg(long = "redis-ca", env = "PLIE_REDIS_CA")]
    pub authorities: Option<PathBuf>,
    /// Prefix of this deployment's channels and keys in Redis.
    #[arg(long = "redis-prefix", env = "PLIE_REDIS_PREFIXE", default_value = "plie")]
    pub prefix: String,
}

/// Why the address of Redis is refused.
#[derive(Debug, thiserror::Error)]
pub enum RedisRefused {
    /// It does not read.
    #[error("the address of Redis does not read: {0}")]
    Unreadable(#[from] RedisError),
    /// TLS without looking at whom one speaks to.
    #[error("#insecure in the address of Redis promises nothing: name the file of its authorities instead")]
    Insecure,
    /// Authorities for a server that is spoken to in clear.
    #[error("authorities are named for a Redis that is spoken to in clear: its address begins with rediss://")]
    InClear,
    /// The authorities.
    #[error(transparent)]
    Authorities(#[from] AuthorityError),
    /// A server that is not whom it should be, or that does not let this deployment in.
    #[error("Redis is refused, or refuses: {0}")]
    Refused(#[source] RedisError),
}

impl Redis {
    /// The client of this Redis. Nothing is asked of it yet.
    pub fn client(&self) -> Result<Client, RedisRefused> {
        let url = self.url.reveal();
        if url.ends_with("#insecure") {
            return Err(RedisRefused::Insecure);
        }
        let Some(file) = &self.authorities else { return Ok(Client::open(url)?) };
        if !url.starts_with("rediss://") {
            return Err(RedisRefused::InClear);
        }
        let root_cert = Some(Authorities::read(file)?.pem().to_vec());
        Ok(Client::build_with_tls(url.into_connection_info()?, TlsCertificates { client_tls: None, root_cert })?)
    }

    /// Refuses a Redis whose certificate does not hold, or that does not let this deployment in. One that is away is
    /// waited for behind: nothing is lost without it.
    pub async fn ask(&self, client: &Client) -> Result<(), RedisRefused> {
        match ping(client).await {
            Err(error) if refuses(&error) => Err(RedisRefused::Refused(error)),
            _ => Ok(()),
        }
    }
}

/// Asks Redis whether it lets this deployment in.
pub(crate) async fn ping(client: &Client) -> RedisResult<()> {
    let asking = async {
        let mut connection = client.get_multiplexed_async_connection().await?;
        redis::cmd("PING").query_async::<Value>(&mut connection).await.map(drop)
    };
    timeout(PATIENCE, asking).await.map_err(|_| silent())?
}

/// Whether an error says that one of the two refuses the other: it lasts until somebody changes something.
fn refuses(error: &RedisError) -> bool {
    error.kind() == ErrorKind::AuthenticationFailed || error.code() == Some("NOAUTH") || unverified(error)
}

/// Whether the other side is not whom it should be. The driver shares its causes.
fn unverified(error: &RedisError) -> bool {
    let Some(cause) = std::error::Error::source(error) else { return false };
    let shared = || cause.downcast_ref::<Arc<dyn std::error::Error + Send + Sync>>()?.downcast_ref::<io::Error>();
    cause.downcast_ref::<io::Error>().or_else(shared).is_some_and(|io| io.kind() == io::ErrorKind::InvalidData)
}

/// What is published on a channel, for as long as Redis answers.
pub struct Listener {
    sink: PubSubSink,
    stream: PubSubStream,
}

impl Listener {
    /// Listens to a channel.
    pub async fn open(client: &Client, channel: &str) -> RedisResult<Self> {
        let opening = async {
            let mut pubsub = client.get_async_pubsub().await?;
            pubsub.subscribe(channel).await?;
            let (sink, stream) = pubsub.split();
            Ok(Self { sink, stream })
        };
        timeout(PATIENCE, opening).await.map_err(|_| silent())?
    }

    /// The next message. Redis is asked now and then whether it is still there: one that went without closing says
    /// nothing, as one that has nothing to say.
    pub async fn next(&mut self) -> RedisResult<String> {
        loop {
            match timeout(HEARTBEAT, self.stream.next()).await {
                Ok(Some(message)) => return message.get_payload(),
                Ok(None) => return Err(RedisError::from((ErrorKind::Io, "Redis closed the channel"))),
                Err(_) => {
                    timeout(PATIENCE, self.sink.ping::<Value>()).await.map_err(|_| silent())??;
                }
            }
        }
    }
}

fn silent() -> RedisError {
    RedisError::from((ErrorKind::Io, "Redis does not answer"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn redis(url: &str, authorities: Option<&str>) -> Result<Client, String> {
        let url = Secret::new(url.to_owned());
        let redis = Redis { url, authorities: authorities.map(PathBuf::from), prefix: "plie".to_owned() };
        redis.client().map_err(|error| error.to_string())
    }

    #[test]
    fn what_promises_nothing_is_refused_with_what_to_say_instead() {
        redis("redis://:secret@redis:6379", None).unwrap();
        redis("rediss://:secret@redis:6379", None).unwrap();
        assert!(redis("rediss://redis:6379/#insecure", None).unwrap_err().contains("authorities"));
        assert!(redis("redis://redis:6379", Some("/etc/ca.crt")).unwrap_err().contains("rediss://"));
        assert!(redis("rediss://redis:6379", Some("/nulle/part")).unwrap_err().contains("/nulle/part"));
        assert!(redis("postgres://redis", None).unwrap_err().contains("address of Redis"));
    }

    #[test]
    fn a_refusal_is_told_from_an_absence() {
        let io = |kind: io::ErrorKind, said: &str| RedisError::from(io::Error::new(kind, said.to_owned()));
        assert!(refuses(&io(io::ErrorKind::InvalidData, "invalid peer certificate: UnknownIssuer")));
        assert!(refuses(&RedisError::from((ErrorKind::AuthenticationFailed, "Password authentication failed"))));
        for kind in [io::ErrorKind::ConnectionRefused, io::ErrorKind::TimedOut, io::ErrorKind::UnexpectedEof] {
            assert!(!refuses(&io(kind, "away")), "{kind}");
        }
        assert!(!refuses(&silent()));
    }
}
