//! The signing keys in memory.

use std::sync::{Arc, PoisonError, RwLock};

use auth::{Claims, Cle};
use chrono::{DateTime, Utc};
use problem::{Problem, Slug};
use serde_json::{Value, json};

use crate::jetons::cle::domain;

/// The keys of the deployment, each with the instant from which it signs.
#[derive(Debug, Clone, Default)]
pub(crate) struct Trousseau(Arc<RwLock<Vec<(DateTime<Utc>, Cle)>>>);

impl Trousseau {
    pub(crate) fn remplacer(&self, cles: Vec<(DateTime<Utc>, Cle)>) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = cles;
    }

    /// The public halves, for `/.well-known/jwks.json`.
    pub(crate) fn jwks(&self, now: DateTime<Utc>) -> Value {
        let cles = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let instants: Vec<_> = cles.iter().map(|(from, _)| *from).collect();
        let published = domain::publiees(&instants, now);
        let keys: Vec<_> = cles.iter().filter(|(from, _)| published.contains(from)).map(|(_, cle)| cle.jwk()).collect();
        json!({ "keys": keys })
    }

    /// Signs with the key of the moment.
    pub(crate) fn signer(&self, claims: &Claims, now: DateTime<Utc>) -> Result<String, Problem> {
        let cles = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let instants: Vec<_> = cles.iter().map(|(from, _)| *from).collect();
        let signing = domain::signe(&instants, now);
        let (_, cle) = cles
            .iter()
            .find(|(from, _)| Some(*from) == signing)
            .ok_or_else(|| Problem::new(Slug::Indisponible, "Les clés de signature ne sont pas encore chargées."))?;
        cle.signer(claims).map_err(|error| Problem::internal(&error))
    }
}
