//! The hash chain of a territory's ledger.

use kernel::ParticipantId;
use serde_json::Value;
use sha2::{Digest, Sha256};

/// Fingerprint of an entry.
pub(crate) type Empreinte = [u8; 32];

/// What precedes the first entry.
pub(crate) const ORIGINE: Empreinte = [0; 32];

/// One entry, as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entree {
    pub(crate) seq: i64,
    pub(crate) precedente: Vec<u8>,
    pub(crate) contenu: String,
    pub(crate) empreinte: Vec<u8>,
}

/// Fingerprint of `contenu` at rank `seq` after `precedente`.
pub(crate) fn sceller(precedente: &Empreinte, seq: i64, contenu: &str) -> Empreinte {
    let mut hash = Sha256::new();
    hash.update(precedente);
    hash.update(seq.to_be_bytes());
    hash.update(contenu.as_bytes());
    hash.finalize().into()
}

/// The persons whom the text of an entry names: who signed or did not come, and whose files a merge made one.
pub(crate) fn nommees(contenu: &str) -> Vec<ParticipantId> {
    let entree: Value = serde_json::from_str(contenu).unwrap_or_default();
    let named = |champ| entree.get("donnees")?.get(champ)?.as_str()?.parse().ok();
    ["participant", "garde", "absorbe"].into_iter().filter_map(named).collect()
}

/// Verifies a chain, page by page.
#[derive(Debug, Clone)]
pub(crate) struct Verificateur {
    pub(crate) entrees: i64,
    pub(crate) tete: Empreinte,
    pub(crate) rupture: Option<i64>,
}

impl Verificateur {
    pub(crate) const fn new() -> Self {
        Self { entrees: 0, tete: ORIGINE, rupture: None }
    }

    /// Reads the next entry. After a break nothing more is judged.
    pub(crate) fn lire(&mut self, entree: &Entree) {
        if self.rupture.is_some() {
            return;
        }
        let expected = self.entrees + 1;
        let seal = sceller(&self.tete, entree.seq, &entree.contenu);
        if entree.seq != expected || entree.precedente != self.tete || entree.empreinte != seal {
            self.rupture = Some(expected);
            return;
        }
        self.entrees = expected;
        self.tete = seal;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn chain(contents: &[String]) -> Vec<Entree> {
        let mut before = ORIGINE;
        (1..)
            .zip(contents)
            .map(|(seq, contenu)| {
                let empreinte = sceller(&before, seq, contenu);
                let entree = Entree {
                    seq,
                    precedente: before.to_vec(),
                    contenu: contenu.clone(),
                    empreinte: empreinte.to_vec(),
                };
                before = empreinte;
                entree
            })
            .collect()
    }

    fn verify(entries: &[Entree]) -> Verificateur {
        let mut verifier = Verificateur::new();
        for entree in entries {
            verifier.lire(entree);
        }
        verifier
    }

    #[test]
    fn an_entry_names_who_signed_and_a_merge_both_files() {
        let (a, b) = (ParticipantId::from_u128(1), ParticipantId::from_u128(2));
        assert_eq!(nommees(&format!(r#"{{"fait":"absence","donnees":{{"participant":"{a}","motif":null}}}}"#)), [a]);
        assert_eq!(nommees(&format!(r#"{{"donnees":{{"garde":"{a}","absorbe":"{b}"}}}}"#)), [a, b]);
        assert!(nommees(r#"{"donnees":{"participant":null}}"#).is_empty(), "the signature of who leads");
        assert!(nommees("rompue").is_empty());
    }

    proptest! {
        #[test]
        fn one_altered_byte_is_found_at_its_entry(
            contents in proptest::collection::vec("[a-z]{1,20}", 1..20),
            which in any::<proptest::sample::Index>(),
        ) {
            let mut entries = chain(&contents);
            prop_assert_eq!(verify(&entries).rupture, None);
            let rank = which.index(entries.len());
            entries[rank].contenu.push('!');
            prop_assert_eq!(verify(&entries).rupture, Some(i64::try_from(rank).unwrap() + 1));
        }

        #[test]
        fn a_removed_entry_is_found(contents in proptest::collection::vec("[a-z]{1,20}", 2..20), which in any::<proptest::sample::Index>()) {
            let mut entries = chain(&contents);
            let rank = which.index(entries.len() - 1);
            entries.remove(rank);
            prop_assert_eq!(verify(&entries).rupture, Some(i64::try_from(rank).unwrap() + 1));
        }
    }
}
