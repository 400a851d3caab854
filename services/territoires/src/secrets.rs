//! Random secrets and their fingerprints.

use aws_lc_rs::rand::{SecureRandom, SystemRandom};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use problem::{Problem, Slug};
use sha2::{Digest, Sha256};

/// Random bytes.
pub(crate) fn octets<const N: usize>() -> Result<[u8; N], Problem> {
    let mut bytes = [0; N];
    SystemRandom::new().fill(&mut bytes).map_err(|_| Problem::new(Slug::Interne, "Le hasard du système manque."))?;
    Ok(bytes)
}

/// A secret of 256 random bits, as text.
pub(crate) fn nouveau() -> Result<String, Problem> {
    Ok(URL_SAFE_NO_PAD.encode(octets::<32>()?))
}

/// What is kept of such a secret: with 256 random bits, a plain SHA-256 is not to be guessed.
pub(crate) fn empreinte(secret: &str) -> Vec<u8> {
    Sha256::digest(secret.as_bytes()).to_vec()
}

/// Compares in constant time.
pub(crate) fn egaux(a: &[u8], b: &[u8]) -> bool {
    aws_lc_rs::constant_time::verify_slices_are_equal(a, b).is_ok()
}
