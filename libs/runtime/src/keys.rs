//! Keeps a verifier supplied with the deployment's keys and ended sessions.

use std::time::Duration;

use auth::Verifier;
use futures_util::StreamExt;
use jsonwebtoken::jwk::JwkSet;
use uuid::Uuid;

use crate::{Tasks, client};

const PERIOD: Duration = Duration::from_secs(30);
const RETRY: Duration = Duration::from_millis(100);

/// Name of the Redis channel on which ended sessions are announced.
#[must_use]
pub fn revocation_channel(prefix: &str) -> String {
    format!("{prefix}:sessions-fermees")
}

/// Reads the keys of `territoires` now and every half minute, and the ended sessions at the instant
/// when Redis tells of one, or with the keys when Redis is away.
pub fn follow(
    verifier: &Verifier,
    territoires: &str,
    redis: &str,
    prefix: &str,
    http: &reqwest::Client,
    tasks: &Tasks,
) {
    let (keys, verifier_of_keys, http, tasks_of_keys) =
        (territoires.to_owned(), verifier.clone(), http.clone(), tasks.clone());
    tasks.spawn(async move {
        loop {
            let pause = match refresh(&verifier_of_keys, &keys, &http).await {
                Ok(()) if verifier_of_keys.ready() => PERIOD,
                // territoires answers and has no key yet.
                Ok(()) => RETRY,
                Err(problem) if verifier_of_keys.ready() => {
                    tracing::warn!(problem = %problem, "keys not refreshed; the former ones still serve");
                    PERIOD
                }
                Err(_) => RETRY,
            };
            if tasks_of_keys.pause(pause).await {
                return;
            }
        }
    });
    let (redis, channel, verifier, tasks_of_hints) =
        (redis.to_owned(), revocation_channel(prefix), verifier.clone(), tasks.clone());
    tasks.spawn(async move {
        while !tasks_of_hints.is_stopping() {
            let listening = listen(&verifier, &redis, &channel);
            tokio::select! {
                () = tasks_of_hints.stopping() => return,
                result = listening => if let Err(error) = result {
                    tracing::debug!(error = %error, "not listening to ended sessions");
                }
            }
            tasks_of_hints.pause(Duration::from_secs(1)).await;
        }
    });
}

async fn refresh(verifier: &Verifier, territoires: &str, http: &reqwest::Client) -> Result<(), problem::Problem> {
    let jwks: JwkSet = client::send(http.get(format!("{territoires}/.well-known/jwks.json"))).await?;
    verifier.set_keys(&jwks);
    let ended: Vec<Uuid> = client::send(http.get(format!("{territoires}/interne/sessions-fermees"))).await?;
    verifier.set_revoked(ended);
    Ok(())
}

async fn listen(verifier: &Verifier, redis: &str, channel: &str) -> redis::RedisResult<()> {
    let client = redis::Client::open(redis)?;
    let mut pubsub = client.get_async_pubsub().await?;
    pubsub.subscribe(channel).await?;
    let mut messages = pubsub.on_message();
    while let Some(message) = messages.next().await {
        if let Ok(session) = message.get_payload::<String>()?.parse() {
            verifier.revoke(session);
        }
    }
    Ok(())
}

/// Announces the end of a session.
pub async fn announce(redis: &str, channel: &str, session: Uuid) -> redis::RedisResult<()> {
    let mut connection = redis::Client::open(redis)?.get_multiplexed_async_connection().await?;
    redis::AsyncCommands::publish(&mut connection, channel, session.to_string()).await
}
