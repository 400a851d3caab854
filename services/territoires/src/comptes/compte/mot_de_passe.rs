//! Passwords: argon2id, off the threads that serve.

use std::{borrow::Cow, sync::LazyLock};

use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use problem::Problem;

/// Verified in place of the hash of an account that does not exist, so that both take the same time.
static NOBODY: LazyLock<String> =
    LazyLock::new(|| Argon2::default().hash_password(b"personne").map(|hash| hash.to_string()).unwrap_or_default());

/// A password as it is hashed: two keyboards that compose an accent otherwise type the same one.
fn compose(mot_de_passe: String) -> String {
    kernel::saisie::texte(&mot_de_passe).map(Cow::into_owned).unwrap_or(mot_de_passe)
}

/// The hash of a password, in PHC form.
pub(crate) async fn hacher(mot_de_passe: String) -> Result<String, Problem> {
    let mot_de_passe = compose(mot_de_passe);
    let hash = move || Argon2::default().hash_password(mot_de_passe.as_bytes()).map(|hash| hash.to_string());
    match tokio::task::spawn_blocking(hash).await {
        Ok(Ok(hash)) => Ok(hash),
        Ok(Err(error)) => Err(Problem::internal(&error)),
        Err(error) => Err(Problem::internal(&error)),
    }
}

/// Whether the password is that of the hash; without hash, false after the same work.
pub(crate) async fn verifier(mot_de_passe: String, hash: Option<String>) -> bool {
    let mot_de_passe = compose(mot_de_passe);
    let verify = move || {
        let known = hash.is_some();
        let hash = hash.unwrap_or_else(|| NOBODY.clone());
        let matches = PasswordHash::new(&hash)
            .is_ok_and(|parsed| Argon2::default().verify_password(mot_de_passe.as_bytes(), &parsed).is_ok());
        matches && known
    };
    tokio::task::spawn_blocking(verify).await.unwrap_or(false)
}
