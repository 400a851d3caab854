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

/// The letters and figures of a code that is copied by hand: none looks like another.
const LISIBLES: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/// A secret of 80 random bits that is copied from paper: sixteen characters by fours.
pub(crate) fn lisible() -> Result<String, Problem> {
    let drawn = octets::<16>()?;
    let letters = drawn.iter().filter_map(|byte| LISIBLES.get(usize::from(byte % 32)));
    let mut code = String::with_capacity(19);
    for (rank, letter) in letters.enumerate() {
        if rank > 0 && rank % 4 == 0 {
            code.push('-');
        }
        code.push(char::from(*letter));
    }
    Ok(code)
}

/// What is kept of a secret: with so many random bits, a plain SHA-256 is not to be guessed.
pub(crate) fn empreinte(secret: &str) -> Vec<u8> {
    Sha256::digest(secret.as_bytes()).to_vec()
}

/// Compares in constant time.
pub(crate) fn egaux(a: &[u8], b: &[u8]) -> bool {
    aws_lc_rs::constant_time::verify_slices_are_equal(a, b).is_ok()
}
