//! What a service hands out, or keeps, and only it may open: the cursors of its lists, the answers kept for whoever
//! repeats a request.

use std::{fmt, sync::Arc};

use aws_lc_rs::{
    aead::{AES_256_GCM, Aad, Nonce, RandomizedNonceKey},
    hkdf,
};

use crate::{Config, Secret};

const NONCE: usize = 12;

/// Seals and opens, with keys that derive from the secret of the service: a key for each purpose. Cheap to clone.
#[derive(Clone)]
pub struct Cachet(Arc<Vec<hkdf::Prk>>);

/// What does not open: of another deployment or purpose, altered, or cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this does not open with the keys of the service")]
pub struct Fermee;

impl Cachet {
    /// The seal of `secret`, which also opens what the secrets before it sealed.
    #[must_use]
    pub fn new(secret: &str, former: Option<&str>) -> Self {
        let salt = hkdf::Salt::new(hkdf::HKDF_SHA256, b"plie.cachet.v1");
        Self(Arc::new([secret].into_iter().chain(former).map(|secret| salt.extract(secret.as_bytes())).collect()))
    }

    pub(crate) fn of(config: &Config) -> Self {
        Self::new(config.service_secret.reveal(), config.former_service_secret.as_ref().map(Secret::reveal))
    }

    /// Seals `clair` under the key of `usage`. It opens with the same `usage` and `contexte`, and no other: the first
    /// makes the key, the second is what the sealed bytes are bound to.
    pub fn sceller(&self, usage: &[&[u8]], contexte: &[u8], clair: &[u8]) -> Result<Vec<u8>, Fermee> {
        let mut sealed = clair.to_vec();
        let key = key(self.0.first().ok_or(Fermee)?, usage)?;
        let nonce = key.seal_in_place_append_tag(Aad::from(contexte), &mut sealed).map_err(|_| Fermee)?;
        sealed.extend_from_slice(nonce.as_ref());
        Ok(sealed)
    }

    /// Opens what was sealed.
    pub fn ouvrir(&self, usage: &[&[u8]], contexte: &[u8], scelle: &[u8]) -> Result<Vec<u8>, Fermee> {
        let (body, nonce) = scelle.split_at_checked(scelle.len().saturating_sub(NONCE)).ok_or(Fermee)?;
        self.0.iter().find_map(|root| open(root, usage, contexte, body, nonce).ok()).ok_or(Fermee)
    }
}

fn open(root: &hkdf::Prk, usage: &[&[u8]], contexte: &[u8], body: &[u8], nonce: &[u8]) -> Result<Vec<u8>, Fermee> {
    let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| Fermee)?;
    let mut body = body.to_vec();
    let open = key(root, usage)?.open_in_place(nonce, Aad::from(contexte), &mut body).map_err(|_| Fermee)?.len();
    body.truncate(open);
    Ok(body)
}

/// The key of a purpose.
fn key(root: &hkdf::Prk, usage: &[&[u8]]) -> Result<RandomizedNonceKey, Fermee> {
    let mut key = [0; 32];
    root.expand(usage, hkdf::HKDF_SHA256).and_then(|okm| okm.fill(&mut key)).map_err(|_| Fermee)?;
    RandomizedNonceKey::new(&AES_256_GCM, &key).map_err(|_| Fermee)
}

impl fmt::Debug for Cachet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Cachet")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_opens_for_its_purpose_and_context_only_and_only_whole() {
        let cachet = Cachet::new("secret", None);
        let sealed = cachet.sceller(&[b"liste", b"1"], b"lyon", b"Garnier").unwrap();
        assert!(!sealed.windows(7).any(|part| part == b"Garnier"));
        assert_eq!(cachet.ouvrir(&[b"liste", b"1"], b"lyon", &sealed).unwrap(), b"Garnier");
        assert!(cachet.ouvrir(&[b"liste", b"2"], b"lyon", &sealed).is_err(), "another purpose");
        assert!(cachet.ouvrir(&[b"liste", b"1"], b"lille", &sealed).is_err(), "another context");
        assert!(Cachet::new("autre", None).ouvrir(&[b"liste", b"1"], b"lyon", &sealed).is_err(), "another deployment");
        for rank in 0..sealed.len() {
            let mut altered = sealed.clone();
            altered[rank] ^= 1;
            assert!(cachet.ouvrir(&[b"liste", b"1"], b"lyon", &altered).is_err(), "{rank}");
            assert!(cachet.ouvrir(&[b"liste", b"1"], b"lyon", &sealed[..rank]).is_err(), "cut at {rank}");
        }
    }

    #[test]
    fn what_the_former_secret_sealed_opens_until_it_is_taken_away() {
        let sealed = Cachet::new("ancien", None).sceller(&[b"liste"], b"", b"suite").unwrap();
        assert_eq!(Cachet::new("nouveau", Some("ancien")).ouvrir(&[b"liste"], b"", &sealed).unwrap(), b"suite");
        assert!(Cachet::new("nouveau", None).ouvrir(&[b"liste"], b"", &sealed).is_err());
    }
}
