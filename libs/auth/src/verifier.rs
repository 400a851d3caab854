//! Offline verification of access tokens.

use std::{
    collections::{HashMap, HashSet},
    fmt,
    sync::{Arc, PoisonError, RwLock},
};

use actix_web::http::header::HeaderValue;
use jsonwebtoken::{Algorithm, DecodingKey, Validation, jwk::JwkSet};
use kernel::{Clock, SessionId};
use problem::{Problem, Slug};
use quick_cache::sync::Cache;
use sha2::{Digest, Sha256};

use crate::Claims;

/// Seconds by which the clocks of two machines may differ.
const CLOCK_SKEW: i64 = 30;
/// Verified tokens kept in memory: an entry weighs some 300 bytes.
const CACHE_ENTRIES: usize = 10_000;

/// For whom and by whom tokens must be made.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::struct_field_names, reason = "`audience` is the name of the claim")]
pub struct Audience {
    /// The expected `iss`.
    pub issuer: String,
    /// The expected `aud`.
    pub audience: String,
    /// The only accepted algorithms: never read from the token alone.
    pub algorithms: Vec<Algorithm>,
}

impl Audience {
    /// Tokens of this deployment: EdDSA.
    pub fn new(issuer: impl Into<String>, audience: impl Into<String>) -> Self {
        Self { issuer: issuer.into(), audience: audience.into(), algorithms: vec![Algorithm::EdDSA] }
    }
}

/// Why a token is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refus {
    /// No `Authorization: Bearer` header.
    #[error("Un jeton est attendu dans l'en-tête Authorization.")]
    Absent,
    /// Not a token of this deployment.
    #[error("Ce jeton n'est pas valide ici.")]
    Invalide,
    /// Its time is over, or has not come.
    #[error("Ce jeton est expiré ; demandez-en un nouveau.")]
    Expire,
    /// Its session was ended.
    #[error("Cette session a été fermée.")]
    Revoque,
}

impl Refus {
    /// The 401 that says so.
    #[must_use]
    pub fn problem(self) -> Problem {
        Problem::new(Slug::Authentification, self.to_string())
    }
}

/// Verifies tokens against the keys it was given, and remembers those that it verified.
#[derive(Clone)]
pub struct Verifier(Arc<Inner>);

struct Inner {
    audience: Audience,
    clock: Clock,
    keys: RwLock<HashMap<String, (Algorithm, DecodingKey)>>,
    revoked: RwLock<HashSet<SessionId>>,
    /// Keyed by the token's SHA-256, so that a dump of the memory holds no usable token.
    verified: Cache<[u8; 32], Arc<Claims>>,
}

impl Verifier {
    /// A verifier without keys: it refuses everything until [`Verifier::set_keys`].
    #[must_use]
    pub fn new(audience: Audience, clock: Clock) -> Self {
        Self(Arc::new(Inner {
            audience,
            clock,
            keys: RwLock::default(),
            revoked: RwLock::default(),
            verified: Cache::new(CACHE_ENTRIES),
        }))
    }

    /// Replaces the keys by those of a JWKS. A key whose algorithm is not configured is ignored.
    pub fn set_keys(&self, jwks: &JwkSet) {
        let keys: HashMap<_, _> = jwks
            .keys
            .iter()
            .filter_map(|jwk| {
                let kid = jwk.common.key_id.clone()?;
                let algorithm: Algorithm = jwk.common.key_algorithm?.to_string().parse().ok()?;
                let key = DecodingKey::from_jwk(jwk).ok()?;
                self.0.audience.algorithms.contains(&algorithm).then_some((kid, (algorithm, key)))
            })
            .collect();
        let mut current = self.0.keys.write().unwrap_or_else(PoisonError::into_inner);
        // A token verified with a key that has gone must be verified again, and refused.
        if current.keys().any(|kid| !keys.contains_key(kid)) {
            self.0.verified.clear();
        }
        *current = keys;
    }

    /// Whether it has at least one key.
    #[must_use]
    pub fn ready(&self) -> bool {
        !self.0.keys.read().unwrap_or_else(PoisonError::into_inner).is_empty()
    }

    /// Refuses the tokens of a session from now on.
    pub fn revoke(&self, session: SessionId) {
        self.0.revoked.write().unwrap_or_else(PoisonError::into_inner).insert(session);
    }

    /// Replaces the list of ended sessions whose tokens have not all expired yet.
    pub fn set_revoked(&self, sessions: impl IntoIterator<Item = SessionId>) {
        *self.0.revoked.write().unwrap_or_else(PoisonError::into_inner) = sessions.into_iter().collect();
    }

    /// The claims of the bearer token of an `Authorization` header.
    pub fn verify_header(&self, header: Option<&HeaderValue>) -> Result<Arc<Claims>, Refus> {
        let (scheme, token) = header.and_then(|value| value.as_bytes().split_at_checked(7)).ok_or(Refus::Absent)?;
        if scheme.eq_ignore_ascii_case(b"bearer ") { self.verify(token.trim_ascii()) } else { Err(Refus::Absent) }
    }

    /// The claims of a token.
    pub fn verify(&self, token: impl AsRef<[u8]>) -> Result<Arc<Claims>, Refus> {
        let token = token.as_ref();
        let digest: [u8; 32] = Sha256::digest(token).into();
        let claims = if let Some(claims) = self.0.verified.get(&digest) {
            claims
        } else {
            let claims = Arc::new(self.check_signature(str::from_utf8(token).map_err(|_| Refus::Invalide)?)?);
            self.check_time(&claims)?;
            self.0.verified.insert(digest, Arc::clone(&claims));
            claims
        };
        self.check_time(&claims)?;
        self.check_session(&claims)?;
        Ok(claims)
    }

    fn check_signature(&self, token: &str) -> Result<Claims, Refus> {
        let header = jsonwebtoken::decode_header(token).map_err(|_| Refus::Invalide)?;
        let kid = header.kid.ok_or(Refus::Invalide)?;
        let keys = self.0.keys.read().unwrap_or_else(PoisonError::into_inner);
        let (algorithm, key) = keys.get(&kid).ok_or(Refus::Invalide)?;
        // The algorithm is the key's, and the times are checked against the injected clock.
        let mut validation = Validation::new(*algorithm);
        validation.set_issuer(&[&self.0.audience.issuer]);
        validation.set_audience(&[&self.0.audience.audience]);
        validation.set_required_spec_claims(&["exp", "iss", "aud", "sub", "nbf"]);
        validation.validate_exp = false;
        validation.validate_nbf = false;
        Ok(jsonwebtoken::decode::<Claims>(token, key, &validation).map_err(|_| Refus::Invalide)?.claims)
    }

    fn check_time(&self, claims: &Claims) -> Result<(), Refus> {
        let now = self.0.clock.now().timestamp();
        let (exp, nbf) = (claims.exp.saturating_add(CLOCK_SKEW), claims.nbf.saturating_sub(CLOCK_SKEW));
        if exp <= now || nbf > now { Err(Refus::Expire) } else { Ok(()) }
    }

    fn check_session(&self, claims: &Claims) -> Result<(), Refus> {
        let revoked = self.0.revoked.read().unwrap_or_else(PoisonError::into_inner);
        if claims.sid.is_some_and(|sid| revoked.contains(&sid)) { Err(Refus::Revoque) } else { Ok(()) }
    }
}

impl fmt::Debug for Verifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Verifier").field("audience", &self.0.audience).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, TimeDelta, Utc};
    use kernel::{Id, TerritoireId};
    use serde_json::json;
    use testdata::t;

    use super::*;
    use crate::{Cle, Role, Sujet, Titre};

    fn now() -> DateTime<Utc> {
        t("2026-05-28T20:26:40Z")
    }

    fn claims() -> Claims {
        Claims {
            iss: "plie".into(),
            aud: "suite".into(),
            sub: Id::from_u128(1),
            exp: now().timestamp() + 600,
            nbf: now().timestamp(),
            iat: now().timestamp(),
            jti: Id::from_u128(2),
            sujet: Sujet::Utilisateur,
            territoire: TerritoireId::from_u128(3),
            titres: vec![Titre::de(Role::Referent)],
            scopes: vec![],
            sid: Some(Id::from_u128(4)),
        }
    }

    fn setup() -> (Verifier, Clock, Cle) {
        let clock = Clock::fixed(now());
        let cle = Cle::generer("k1".into()).unwrap();
        let verifier = Verifier::new(Audience::new("plie", "suite"), clock.clone());
        verifier.set_keys(&serde_json::from_value(json!({ "keys": [cle.jwk()] })).unwrap());
        (verifier, clock, cle)
    }

    #[test]
    fn a_token_of_this_deployment_is_accepted_until_it_expires() {
        let (verifier, clock, cle) = setup();
        let token = cle.signer(&claims()).unwrap();
        assert_eq!(*verifier.verify(&token).unwrap(), claims());
        clock.set(now() + TimeDelta::seconds(629));
        assert!(verifier.verify(&token).is_ok(), "within the clock skew");
        clock.set(now() + TimeDelta::seconds(630));
        assert_eq!(verifier.verify(&token), Err(Refus::Expire), "also from the cache");
    }

    #[test]
    fn a_token_of_tomorrow_another_issuer_or_another_audience_is_refused() {
        let (verifier, _, cle) = setup();
        let signed = |claims: Claims| cle.signer(&claims).unwrap();
        let tomorrow = signed(Claims { nbf: now().timestamp() + 31, ..claims() });
        assert_eq!(verifier.verify(&tomorrow), Err(Refus::Expire));
        assert_eq!(verifier.verify(signed(Claims { iss: "autre".into(), ..claims() })), Err(Refus::Invalide));
        assert_eq!(verifier.verify(signed(Claims { aud: "autre".into(), ..claims() })), Err(Refus::Invalide));
    }

    #[test]
    fn times_at_the_ends_of_what_a_number_tells_are_times() {
        let (verifier, _, cle) = setup();
        let judged = |exp, nbf| verifier.verify(cle.signer(&Claims { exp, nbf, ..claims() }).unwrap()).map(drop);
        assert_eq!(judged(i64::MAX, 0), Ok(()));
        assert_eq!(judged(i64::MAX, i64::MAX), Err(Refus::Expire));
        assert_eq!([judged(i64::MIN, 0), judged(i64::MAX, i64::MIN)], [Err(Refus::Invalide); 2], "before any clock");
    }

    #[test]
    fn another_key_of_the_same_name_is_refused() {
        let (verifier, _, _) = setup();
        let forged = Cle::generer("k1".into()).unwrap().signer(&claims()).unwrap();
        assert_eq!(verifier.verify(&forged), Err(Refus::Invalide));
    }

    #[test]
    fn no_algorithm_and_the_public_key_as_a_shared_secret_are_refused() {
        let (verifier, _, cle) = setup();
        let body = cle.signer(&claims()).unwrap();
        let payload = body.split('.').nth(1).unwrap();
        // {"alg":"none","kid":"k1"}
        let none = format!("eyJhbGciOiJub25lIiwia2lkIjoiazEifQ.{payload}.");
        assert_eq!(verifier.verify(&none), Err(Refus::Invalide));
        let header = jsonwebtoken::Header { kid: Some("k1".into()), ..jsonwebtoken::Header::new(Algorithm::HS256) };
        let secret = jsonwebtoken::EncodingKey::from_secret(cle.jwk()["x"].as_str().unwrap().as_bytes());
        let confused = jsonwebtoken::encode(&header, &claims(), &secret).unwrap();
        assert_eq!(verifier.verify(&confused), Err(Refus::Invalide));
    }

    #[test]
    fn ending_a_session_refuses_its_tokens_even_cached_ones() {
        let (verifier, _, cle) = setup();
        let token = cle.signer(&claims()).unwrap();
        assert!(verifier.verify(&token).is_ok());
        verifier.revoke(Id::from_u128(4));
        assert_eq!(verifier.verify(&token), Err(Refus::Revoque));
    }

    #[test]
    fn a_key_that_has_gone_takes_its_tokens_with_it() {
        let (verifier, _, cle) = setup();
        let token = cle.signer(&claims()).unwrap();
        assert!(verifier.verify(&token).is_ok());
        let next = Cle::generer("k2".into()).unwrap();
        verifier.set_keys(&serde_json::from_value(json!({ "keys": [next.jwk()] })).unwrap());
        assert_eq!(verifier.verify(&token), Err(Refus::Invalide));
    }
}
