//! The signed head of the ledger at the end of a day.

use aws_lc_rs::{
    hmac,
    signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey},
};
use chrono::NaiveDate;
use kernel::TerritoireId;

use crate::registre::entree::domain::Empreinte;

/// The head of a territory's ledger at the end of `jour`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Racine {
    pub(crate) territoire: TerritoireId,
    pub(crate) jour: NaiveDate,
    pub(crate) seq: i64,
    pub(crate) empreinte: Empreinte,
}

impl Racine {
    /// The text that is signed. Whoever holds it can verify it with any Ed25519 implementation.
    pub(crate) fn texte(&self) -> String {
        let Self { territoire, jour, seq, empreinte } = self;
        let empreinte = empreinte.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"));
        format!("plie.registre.racine.v1|{territoire}|{jour}|{seq}|{empreinte}")
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

    pub(crate) fn signer(&self, racine: &Racine) -> Vec<u8> {
        self.0.sign(racine.texte().as_bytes()).as_ref().to_vec()
    }

    pub(crate) fn cle_publique(&self) -> &[u8] {
        self.0.public_key().as_ref()
    }
}

/// Whether `signature` is that of the root by this key.
pub(crate) fn authentique(racine: &Racine, signature: &[u8], cle_publique: &[u8]) -> bool {
    UnparsedPublicKey::new(&ED25519, cle_publique).verify(racine.texte().as_bytes(), signature).is_ok()
}

#[cfg(test)]
mod tests {
    use testdata::d;

    use super::*;

    fn racine() -> Racine {
        Racine { territoire: TerritoireId::from_u128(1), jour: d("2026-03-16"), seq: 4, empreinte: [7; 32] }
    }

    #[test]
    fn a_root_is_authentic_until_anything_in_it_changes() {
        let key = Signataire::new("secret");
        let signature = key.signer(&racine());
        assert!(authentique(&racine(), &signature, key.cle_publique()));
        let other = [
            Racine { seq: 5, ..racine() },
            Racine { empreinte: [8; 32], ..racine() },
            Racine { jour: d("2026-03-17"), ..racine() },
            Racine { territoire: TerritoireId::from_u128(2), ..racine() },
        ];
        assert!(other.iter().all(|other| !authentique(other, &signature, key.cle_publique())));
    }

    #[test]
    fn every_process_of_the_deployment_has_the_same_key_and_another_deployment_has_not() {
        assert_eq!(Signataire::new("secret").cle_publique(), Signataire::new("secret").cle_publique());
        assert_ne!(Signataire::new("secret").cle_publique(), Signataire::new("autre").cle_publique());
    }
}
