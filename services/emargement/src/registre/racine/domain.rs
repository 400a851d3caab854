//! The signed head of the ledger at the end of a day.

use aws_lc_rs::{
    hmac,
    signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey},
};
use chrono::NaiveDate;
use kernel::{TerritoireId, hexadecimal};
use runtime::{Config, Secret};
use sha2::{Digest, Sha256};

use crate::registre::entree::domain::{Empreinte, ORIGINE};

/// The head of a territory's ledger at the end of `jour`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Racine {
    pub(crate) territoire: TerritoireId,
    pub(crate) jour: NaiveDate,
    pub(crate) seq: i64,
    pub(crate) empreinte: Empreinte,
    /// What the root before leaves in this one; absent of the roots of the former version, which were not chained.
    pub(crate) precedente: Option<Empreinte>,
}

impl Racine {
    /// The text that is signed. Whoever holds it can verify it with any Ed25519 implementation.
    pub(crate) fn texte(&self) -> String {
        let Self { territoire, jour, seq, empreinte, precedente } = self;
        let empreinte = hexadecimal(empreinte);
        match precedente {
            None => format!("plie.registre.racine.v1|{territoire}|{jour}|{seq}|{empreinte}"),
            Some(before) => {
                let before = hexadecimal(before);
                format!("plie.registre.racine.v2|{territoire}|{jour}|{seq}|{empreinte}|{before}")
            }
        }
    }

    /// What it leaves in the next one: SHA-256 of its text.
    pub(crate) fn trace(&self) -> Empreinte {
        Sha256::digest(self.texte().as_bytes()).into()
    }

    /// What the first root names in the place of one before.
    pub(crate) const fn aucune() -> Empreinte {
        ORIGINE
    }

    /// Whether this is the root that follows `avant`, which no day between them lost.
    pub(crate) fn suit(&self, avant: Option<Self>) -> bool {
        self.precedente.is_none_or(|named| named == avant.map_or_else(Self::aucune, |avant| avant.trace()))
    }
}

/// Signs the roots of the deployment.
pub(crate) struct Signataire(Ed25519KeyPair);

impl Signataire {
    /// The key that derives from the secret of the service: the same in every process.
    ///
    /// # Panics
    ///
    /// Never: the derived seed has the length that the algorithm asks.
    #[expect(clippy::expect_used, reason = "an HMAC-SHA256 is a seed of 32 bytes")]
    pub(crate) fn new(secret: &str) -> Self {
        let seed = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes()), b"plie.registre.racine");
        Self(Ed25519KeyPair::from_seed_unchecked(seed.as_ref()).expect("a seed of 32 bytes"))
    }

    pub(crate) fn signer(&self, texte: &str) -> Vec<u8> {
        self.0.sign(texte.as_bytes()).as_ref().to_vec()
    }

    pub(crate) fn cle_publique(&self) -> &[u8] {
        self.0.public_key().as_ref()
    }
}

/// Who signs, and who did before the last change of the secrets.
pub(crate) struct Signataires {
    pub(crate) actuel: Signataire,
    pub(crate) ancien: Option<Signataire>,
}

impl Signataires {
    pub(crate) fn of(config: &Config) -> Self {
        let of = |secret: &Secret| Signataire::new(secret.reveal());
        Self { actuel: of(&config.service_secret), ancien: config.former_service_secret.as_ref().map(of) }
    }
}

/// Whether `signature` is that of the text by this key.
pub(crate) fn authentique(texte: &str, signature: &[u8], cle_publique: &[u8]) -> bool {
    UnparsedPublicKey::new(&ED25519, cle_publique).verify(texte.as_bytes(), signature).is_ok()
}

#[cfg(test)]
mod tests {
    use testdata::d;

    use super::*;

    fn racine() -> Racine {
        Racine {
            territoire: TerritoireId::from_u128(1),
            jour: d("2026-03-16"),
            seq: 4,
            empreinte: [7; 32],
            precedente: Some([9; 32]),
        }
    }

    #[test]
    fn a_root_is_authentic_until_anything_in_it_changes() {
        let key = Signataire::new("secret");
        let signature = key.signer(&racine().texte());
        assert!(authentique(&racine().texte(), &signature, key.cle_publique()));
        let other = [
            Racine { seq: 5, ..racine() },
            Racine { empreinte: [8; 32], ..racine() },
            Racine { jour: d("2026-03-17"), ..racine() },
            Racine { territoire: TerritoireId::from_u128(2), ..racine() },
            Racine { precedente: Some([8; 32]), ..racine() },
            Racine { precedente: None, ..racine() },
        ];
        assert!(other.iter().all(|other| !authentique(&other.texte(), &signature, key.cle_publique())));
    }

    #[test]
    fn a_root_names_the_one_before_and_those_of_the_former_version_name_none() {
        let old = Racine { precedente: None, ..racine() };
        let first = Racine { precedente: Some(Racine::aucune()), ..racine() };
        let next = Racine { jour: d("2026-03-17"), seq: 9, precedente: Some(old.trace()), ..racine() };
        assert!(old.suit(None) && first.suit(None) && next.suit(Some(old)));
        assert!(!next.suit(None) && !next.suit(Some(first)) && !first.suit(Some(old)));
    }

    #[test]
    fn every_process_of_the_deployment_has_the_same_key_and_another_deployment_has_not() {
        assert_eq!(Signataire::new("secret").cle_publique(), Signataire::new("secret").cle_publique());
        assert_ne!(Signataire::new("secret").cle_publique(), Signataire::new("autre").cle_publique());
    }
}
