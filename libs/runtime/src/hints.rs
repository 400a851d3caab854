//! The Redis of the deployment: how it is reached, and what is heard of it.

use std::{path::PathBuf, time::Duration};

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
}
