//! What the master key of the deployment protects.

use std::{fmt, sync::Arc};

use aws_lc_rs::{
    aead::{AES_256_GCM, Aad, Nonce, RandomizedNonceKey},
    hkdf, hmac,
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use kernel::Service;

/// Seals and opens secrets at rest, and derives the secrets of the services.
#[derive(Clone)]
pub struct Coffre(Arc<Keys>);

struct Keys {
    seal: RandomizedNonceKey,
    services: hmac::Key,
    successeurs: hmac::Key,
}

/// A sealed secret that does not open: another master key, or altered bytes.
#[derive(Debug, thiserror::Error)]
#[error("ce secret ne s'ouvre pas avec la clé maître configurée")]
pub struct Scelle;

const NONCE: usize = 12;

impl Coffre {
    /// The vault of this master key.
    ///
    /// # Panics
    ///
    /// Never: the derived keys have the lengths that the algorithms ask.
    #[must_use]
    #[expect(clippy::expect_used, reason = "the lengths are constants of the algorithms")]
    pub fn new(master: &str) -> Self {
        let root = hkdf::Salt::new(hkdf::HKDF_SHA256, b"plie").extract(master.as_bytes());
        let derive = |purpose: &'static [u8]| {
            let mut key = [0_u8; 32];
            root.expand(&[purpose], hkdf::HKDF_SHA256)
                .and_then(|okm| okm.fill(&mut key))
                .expect("32 bytes is one block");
            key
        };
        let seal = RandomizedNonceKey::new(&AES_256_GCM, &derive(b"seal")).expect("AES-256 takes 32 bytes");
        let mac = |purpose| hmac::Key::new(hmac::HMAC_SHA256, &derive(purpose));
        Self(Arc::new(Keys { seal, services: mac(b"services"), successeurs: mac(b"successeurs") }))
    }

    /// Seals a secret.
    pub fn sceller(&self, secret: &[u8]) -> Result<Vec<u8>, Scelle> {
        let mut sealed = secret.to_vec();
        let nonce = self.0.seal.seal_in_place_append_tag(Aad::empty(), &mut sealed).map_err(|_| Scelle)?;
        sealed.extend_from_slice(nonce.as_ref());
        Ok(sealed)
    }

    /// Opens a sealed secret.
    pub fn ouvrir(&self, sealed: &[u8]) -> Result<Vec<u8>, Scelle> {
        let (body, nonce) = sealed.split_at_checked(sealed.len().saturating_sub(NONCE)).ok_or(Scelle)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| Scelle)?;
        let mut body = body.to_vec();
        let open = self.0.seal.open_in_place(nonce, Aad::empty(), &mut body).map_err(|_| Scelle)?;
        Ok(open.to_vec())
    }

    /// The refresh token that takes the place of another: always the same one, which nobody makes without the master key.
    #[must_use]
    pub fn successeur(&self, jeton: &str) -> String {
        URL_SAFE_NO_PAD.encode(hmac::sign(&self.0.successeurs, jeton.as_bytes()))
    }

    /// The secret by which a service asks for its tokens, in hexadecimal.
    #[must_use]
    pub fn secret_de_service(&self, service: Service) -> String {
        let tag = hmac::sign(&self.0.services, service.nom().as_bytes());
        tag.as_ref().iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
    }
}

impl fmt::Debug for Coffre {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Coffre")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_opens_with_its_master_key_only_and_only_whole() {
        let vault = Coffre::new("première");
        let mut sealed = vault.sceller(b"secret").unwrap();
        assert_eq!(vault.ouvrir(&sealed).unwrap(), b"secret");
        assert!(Coffre::new("seconde").ouvrir(&sealed).is_err());
        sealed[0] ^= 1;
        assert!(vault.ouvrir(&sealed).is_err());
        assert!(vault.ouvrir(b"court").is_err());
    }

    #[test]
    fn a_token_has_one_successor_which_the_master_key_alone_makes() {
        let vault = Coffre::new("première");
        let first = vault.successeur("jeton");
        assert_eq!((first.len(), vault.successeur("jeton")), (43, first.clone()));
        assert_ne!(vault.successeur(&first), first);
        assert_ne!(Coffre::new("seconde").successeur("jeton"), first);
    }

    #[test]
    fn each_service_has_a_secret_of_its_own() {
        let vault = Coffre::new("clé");
        assert_ne!(vault.secret_de_service(Service::Fse), vault.secret_de_service(Service::Parcours));
        assert_eq!(vault.secret_de_service(Service::Fse), Coffre::new("clé").secret_de_service(Service::Fse));
    }
}
