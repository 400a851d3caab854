//! Keeps a verifier supplied with the deployment's keys and ended sessions.

use auth::Verifier;
use jsonwebtoken::jwk::JwkSet;
use kernel::{Service, SessionId};
use std::{fmt, time::Duration};
use tokio::sync::watch;

use crate::{Listener, Peers, Tasks, client};

const PERIOD: Duration = Duration::from_secs(30);
const RETRY: Duration = Duration::from_millis(100);

/// Name of the Redis channel on which ended sessions and new keys are announced.
#[must_use]
pub fn channel(prefix: &str) -> String {
    format!("{prefix}:jetons")
}

/// What every verifier must know at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hint {
    /// A session has ended.
    Ended(SessionId),
    /// The keys have changed.
    Keys,
}

const KEYS: &str = "cles";

impl Hint {
    fn lire(text: &str) -> Option<Self> {
        if text == KEYS { Some(Self::Keys) } else { text.parse().ok().map(Self::Ended) }
    }
}

impl fmt::Display for Hint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ended(session) => session.fmt(f),
            Self::Keys => f.write_str(KEYS),
        }
    }
}

/// Reads the keys of territoires now and every half minute, and at the instant when Redis tells of new
/// ones; the ended sessions likewise. The receiver changes when Redis tells of new keys.
#[must_use = "a service that signs follows the changes; another drops them"]
pub fn follow(
    verifier: &Verifier,
    peers: &Peers,
    (redis, prefix): (&redis::Client, &str),
    http: &reqwest::Client,
    tasks: &Tasks,
) -> watch::Receiver<()> {
    let (announced, changed) = watch::channel(());
    let (keys, verifier_of_keys, http, tasks_of_keys, mut changed_of_keys) =
        (peers.url(Service::Territoires).to_owned(), verifier.clone(), http.clone(), tasks.clone(), changed.clone());
    tasks.spawn(async move {
        loop {
            let pause = match refresh(&verifier_of_keys, &keys, &http).await {
                Ok(()) if verifier_of_keys.ready() => PERIOD,
                // territoires answers and has no key yet.
                Ok(()) => RETRY,
                Err(problem) if verifier_of_keys.ready() => {
                    tracing::warn!(slug = problem.slug.as_str(), "keys not refreshed; the former ones still serve");
                    PERIOD
                }
                Err(_) => RETRY,
            };
            tokio::select! {
                stopping = tasks_of_keys.pause(pause) => if stopping { return },
                Ok(()) = changed_of_keys.changed() => {}
            }
        }
    });
    let (redis, channel, verifier, tasks_of_hints) = (redis.clone(), channel(prefix), verifier.clone(), tasks.clone());
    tasks.spawn(async move {
        let mut away = false;
        while !tasks_of_hints.is_stopping() {
            let listening = listen(&verifier, &announced, (&redis, &channel), &mut away);
            tokio::select! {
                () = tasks_of_hints.stopping() => return,
                result = listening => match result {
                    Err(error) if !away => {
                        away = true;
                        tracing::warn!(%error, "Redis is away: hints are late, limits are those of each process");
                    }
                    Err(error) => tracing::debug!(%error, "Redis is still away"),
                    Ok(()) => {}
                }
            }
            tasks_of_hints.pause(Duration::from_secs(1)).await;
        }
    });
    changed
}

async fn refresh(verifier: &Verifier, territoires: &str, http: &reqwest::Client) -> Result<(), problem::Problem> {
    let jwks: JwkSet = client::send(http.get(format!("{territoires}/.well-known/jwks.json"))).await?;
    verifier.set_keys(&jwks);
    let ended: Vec<SessionId> = client::send(http.get(format!("{territoires}/interne/sessions-fermees"))).await?;
    verifier.set_revoked(ended);
    Ok(())
}

async fn listen(
    verifier: &Verifier,
    announced: &watch::Sender<()>,
    (redis, channel): (&redis::Client, &str),
    away: &mut bool,
) -> redis::RedisResult<()> {
    let mut listener = Listener::open(redis, channel).await?;
    if std::mem::take(away) {
        tracing::info!("Redis is back");
    }
    loop {
        match Hint::lire(&listener.next().await?) {
            Some(Hint::Ended(session)) => verifier.revoke(session),
            Some(Hint::Keys) => drop(announced.send(())),
            None => {}
        }
    }
}

/// Tells every verifier.
pub async fn announce(redis: &redis::Client, channel: &str, hint: Hint) -> redis::RedisResult<()> {
    let mut connection = redis.get_multiplexed_async_connection().await?;
    redis::AsyncCommands::publish(&mut connection, channel, hint.to_string()).await
}
