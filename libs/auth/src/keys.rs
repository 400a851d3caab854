//! Signing keys.

use std::fmt;

use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use serde_json::{Value, json};

use crate::Claims;

/// An Ed25519 key that signs access tokens.
#[derive(Clone)]
pub struct Cle {
    kid: String,
    pkcs8: Vec<u8>,
    public: Vec<u8>,
}

/// Bytes that are not an Ed25519 key, or a token that could not be signed.
#[derive(Debug, thiserror::Error)]
#[error("clé de signature invalide")]
pub struct CleInvalide;

impl Cle {
    /// A new random key named `kid`.
    pub fn generer(kid: String) -> Result<Self, CleInvalide> {
        let pair = Ed25519KeyPair::generate().map_err(|_| CleInvalide)?;
        let der = pair.to_pkcs8v1().map_err(|_| CleInvalide)?;
        Self::lire(kid, der.as_ref())
    }

    /// The key of these PKCS#8 bytes.
    pub fn lire(kid: String, pkcs8: &[u8]) -> Result<Self, CleInvalide> {
        let pair = Ed25519KeyPair::from_pkcs8_maybe_unchecked(pkcs8).map_err(|_| CleInvalide)?;
        Ok(Self { kid, pkcs8: pkcs8.to_vec(), public: pair.public_key().as_ref().to_vec() })
    }

    /// Its name in the JWKS and in the tokens.
    #[must_use]
    pub fn kid(&self) -> &str {
        &self.kid
    }

    /// The private key, to be stored encrypted.
    #[must_use]
    pub fn pkcs8(&self) -> &[u8] {
        &self.pkcs8
    }

    /// The public half, as an entry of the JWKS.
    #[must_use]
    pub fn jwk(&self) -> Value {
        json!({
            "kty": "OKP", "crv": "Ed25519", "use": "sig", "alg": "EdDSA",
            "kid": self.kid, "x": URL_SAFE_NO_PAD.encode(&self.public),
        })
    }

    /// Signs a token.
    pub fn signer(&self, claims: &Claims) -> Result<String, CleInvalide> {
        let header = Header { kid: Some(self.kid.clone()), ..Header::new(Algorithm::EdDSA) };
        jsonwebtoken::encode(&header, claims, &EncodingKey::from_ed_der(&self.pkcs8)).map_err(|_| CleInvalide)
    }
}

impl fmt::Debug for Cle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Cle").field("kid", &self.kid).finish_non_exhaustive()
    }
}
