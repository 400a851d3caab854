//! A service's own tokens, one per territory.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use chrono::TimeDelta;
use kernel::{Clock, Service, TerritoireId};
use problem::Problem;
use serde::{Deserialize, Serialize};

use crate::{Config, client};

/// Asks territoires for the tokens by which this service calls its neighbours, and keeps them until
/// shortly before they expire.
#[derive(Clone)]
pub struct ServiceTokens(Arc<Inner>);

struct Inner {
    http: reqwest::Client,
    url: String,
    service: Service,
    secret: crate::Secret,
    clock: Clock,
    tokens: Mutex<HashMap<TerritoireId, (String, i64)>>,
}

/// What a service shows to receive a token.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Demande {
    /// Which one it is.
    pub service: Service,
    /// Its secret.
    pub secret: String,
    /// The territory in which it will act.
    pub territoire: TerritoireId,
}

/// The token of a service.
#[derive(Debug, Serialize, Deserialize)]
pub struct Jeton {
    /// The token.
    pub jeton: String,
    /// Its expiry, in seconds since 1970.
    pub exp: i64,
}

impl ServiceTokens {
    pub(crate) fn new(service: Service, config: &Config, http: reqwest::Client, clock: Clock) -> Self {
        let url = format!("{}/interne/jetons", config.peers.url(Service::Territoires));
        let secret = config.service_secret.clone();
        Self(Arc::new(Inner { http, url, service, secret, clock, tokens: Mutex::default() }))
    }

    /// A token valid in `territoire` for at least a minute.
    pub async fn get(&self, territoire: TerritoireId) -> Result<String, Problem> {
        let inner = &*self.0;
        let soon = (inner.clock.now() + TimeDelta::minutes(1)).timestamp();
        let kept = inner.tokens.lock().unwrap_or_else(PoisonError::into_inner).get(&territoire).cloned();
        if let Some((token, _)) = kept.filter(|(_, exp)| *exp > soon) {
            return Ok(token);
        }
        let demande = Demande { service: inner.service, secret: inner.secret.reveal().to_owned(), territoire };
        let jeton: Jeton = client::send(inner.http.post(&inner.url).json(&demande)).await?;
        let mut tokens = inner.tokens.lock().unwrap_or_else(PoisonError::into_inner);
        tokens.insert(territoire, (jeton.jeton.clone(), jeton.exp));
        Ok(jeton.jeton)
    }
}
