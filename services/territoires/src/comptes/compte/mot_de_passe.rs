//! Passwords: argon2id, off the threads that serve.

use std::{borrow::Cow, sync::LazyLock};

use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use kernel::saisie;
use problem::Problem;

/// Verified in place of the hash of an account that does not exist, so that both take the same time.
static NOBODY: LazyLock<String> =
    LazyLock::new(|| Argon2::default().hash_password(b"personne").map(|hash| hash.to_string()).unwrap_or_default());

/// The writings of a password under which an account may know it: the one that is hashed today, then those of before it was.
fn ecritures(mot_de_passe: String) -> Vec<String> {
    let kept = saisie::texte(&mot_de_passe).ok().map(Cow::into_owned);
    let mut all = vec![saisie::phrase(&mot_de_passe)];
    for former in kept.into_iter().chain([mot_de_passe]) {
        if !all.contains(&former) {
            all.push(former);
        }
    }
    all
}

/// The hash of a password, in PHC form: two keyboards that compose an accent otherwise type the same one.
pub(crate) async fn hacher(mot_de_passe: String) -> Result<String, Problem> {
    let mot_de_passe = saisie::phrase(&mot_de_passe);
    let hash = move || Argon2::default().hash_password(mot_de_passe.as_bytes()).map(|hash| hash.to_string());
    match tokio::task::spawn_blocking(hash).await {
        Ok(Ok(hash)) => Ok(hash),
        Ok(Err(error)) => Err(Problem::internal(&error)),
        Err(error) => Err(Problem::internal(&error)),
    }
}

/// Whether the password is that of the hash; without hash, false after the same work.
pub(crate) async fn verifier(mot_de_passe: String, hash: Option<String>) -> bool {
    let verify = move || {
        let known = hash.is_some();
        let hash = hash.unwrap_or_else(|| NOBODY.clone());
        let opens =
            |parsed: &PasswordHash, one: &str| Argon2::default().verify_password(one.as_bytes(), parsed).is_ok();
        let matches =
            PasswordHash::new(&hash).is_ok_and(|parsed| ecritures(mot_de_passe).iter().any(|one| opens(&parsed, one)));
        matches && known
    };
    tokio::task::spawn_blocking(verify).await.unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An account that was opened before passwords had one writing.
    fn ancien(mot_de_passe: &str) -> String {
        Argon2::default().hash_password(mot_de_passe.as_bytes()).unwrap().to_string()
    }

    #[tokio::test]
    async fn a_password_opens_whatever_keyboard_typed_it_and_no_other_does() {
        let hash = hacher("un été à Sète !".to_owned()).await.unwrap();
        let opens = async |typed: &str| verifier(typed.to_owned(), Some(hash.clone())).await;
        assert!(opens("un été à Sète !").await);
        assert!(opens("un e\u{301}te\u{301} a\u{300} Se\u{300}te\u{202f}!").await, "of a Mac");
        for other in ["un ete a Sete !", "Un été à Sète !", "un été  à Sète !", "un été à Sète", ""] {
            assert!(!opens(other).await, "{other:?}");
        }
        assert!(opens(" un été à Sète !\n").await, "what a paste leaves around it");
        let spaced = hacher(" un été à Sète !".to_owned()).await.unwrap();
        assert!(!verifier("un été à Sète !".to_owned(), Some(spaced)).await, "a space that was chosen counts");
        assert!(!verifier("un été à Sète !".to_owned(), None).await, "nobody has an account");
    }

    #[tokio::test]
    async fn an_account_of_before_opens_with_what_opened_it() {
        let typed = " un e\u{301}te\u{301} ";
        for kept in [typed, "un été", " un été "] {
            assert!(verifier(typed.to_owned(), Some(ancien(kept))).await, "{kept:?}");
        }
        assert!(!verifier(typed.to_owned(), Some(ancien("un ete"))).await);
    }
}
