//! The hash chain of a territory's ledger.

use std::collections::BTreeMap;

use emargement_api::NatureRupture;
use kernel::{ActeurId, ParticipantId, hexadecimal};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// Fingerprint of an entry.
pub(crate) type Empreinte = [u8; 32];

/// What precedes the first entry.
pub(crate) const ORIGINE: Empreinte = [0; 32];

/// Ranks that a gap names one by one at most.
const TROU: i64 = 1_000;

/// One entry, as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entree {
    pub(crate) seq: i64,
    pub(crate) precedente: Vec<u8>,
    pub(crate) contenu: String,
    pub(crate) empreinte: Vec<u8>,
    /// What it says in free text, beside it, unless it was erased.
    pub(crate) textes: Vec<Texte>,
}

/// A text of an entry, with the salt of its commitment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Texte {
    /// The field of `donnees` that holds the commitment.
    pub(crate) champ: String,
    pub(crate) sel: Vec<u8>,
    pub(crate) dit: String,
}

impl Texte {
    /// What the entry holds of it: without the salt, no text can be tried against it.
    pub(crate) fn engagement(&self) -> Value {
        json!({ "engagement": hexadecimal(&self.empreinte()) })
    }

    fn empreinte(&self) -> Empreinte {
        let mut hash = Sha256::new();
        hash.update(&self.sel);
        hash.update(self.dit.as_bytes());
        hash.finalize().into()
    }
}

/// Fingerprint of `contenu` at rank `seq` after `precedente`.
pub(crate) fn sceller(precedente: &[u8], seq: i64, contenu: &str) -> Empreinte {
    let mut hash = Sha256::new();
    hash.update(precedente);
    hash.update(seq.to_be_bytes());
    hash.update(contenu.as_bytes());
    hash.finalize().into()
}

/// What an entry says: what happened, who recorded it, and what is sealed of it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(crate) struct Dit<D> {
    pub(crate) fait: String,
    pub(crate) par: ActeurId,
    pub(crate) donnees: D,
}

impl<D: DeserializeOwned> Dit<D> {
    /// Reads the text of an entry; nothing of one that was cut.
    pub(crate) fn lire(contenu: &str) -> Option<Self> {
        serde_json::from_str(contenu).ok()
    }
}

/// The persons whom the text of an entry names: who signed or did not come, and whose files a merge made one.
pub(crate) fn nommees(contenu: &str) -> Vec<ParticipantId> {
    let entree: Value = serde_json::from_str(contenu).unwrap_or_default();
    let named = |champ| entree.get("donnees")?.get(champ)?.as_str()?.parse().ok();
    ["participant", "garde", "absorbe"].into_iter().filter_map(named).collect()
}

/// Verifies a chain, page by page. Each entry is judged on the one before as it stands, so that each break is named.
#[derive(Debug, Clone)]
pub(crate) struct Verificateur {
    pub(crate) entrees: i64,
    /// The rank and the fingerprint of the last entry that was read.
    dernier: i64,
    suivie: Empreinte,
    /// The fingerprint of the last entry before the first break.
    pub(crate) tete: Empreinte,
    ruptures: BTreeMap<i64, NatureRupture>,
    /// Ranks of what was cut or erased, until the entry that says so is read.
    sans_texte: BTreeMap<i64, NatureRupture>,
    /// Ranks that were cut, each with that of the entry that says so.
    pub(crate) coupees: BTreeMap<i64, i64>,
}

impl Verificateur {
    pub(crate) const fn new() -> Self {
        Self {
            entrees: 0,
            dernier: 0,
            suivie: ORIGINE,
            tete: ORIGINE,
            ruptures: BTreeMap::new(),
            sans_texte: BTreeMap::new(),
            coupees: BTreeMap::new(),
        }
    }

    /// Reads the next entry.
    pub(crate) fn lire(&mut self, entree: &Entree) {
        self.entrees += 1;
        let rang = entree.seq;
        for absent in (self.dernier + 1..rang).take(usize::try_from(TROU).unwrap_or_default()) {
            self.ruptures.insert(absent, NatureRupture::Retiree);
        }
        if rang <= self.dernier {
            self.ruptures.insert(rang, NatureRupture::Rejouee);
        } else if rang == self.dernier + 1 && entree.precedente != self.suivie {
            self.ruptures.insert(rang, NatureRupture::Changee);
        }
        if entree.contenu.is_empty() {
            self.sans_texte.insert(rang, NatureRupture::Changee);
        } else if sceller(&entree.precedente, rang, &entree.contenu).as_slice() != entree.empreinte {
            self.ruptures.insert(rang, NatureRupture::Changee);
        } else {
            self.peser(entree);
        }
        self.dernier = rang.max(self.dernier);
        self.suivie = entree.empreinte.as_slice().try_into().unwrap_or(ORIGINE);
        if self.ruptures.is_empty() {
            self.tete = self.suivie;
        }
    }

    /// Judges the texts of an entry that holds, and hears what it says was cut.
    fn peser(&mut self, entree: &Entree) {
        let contenu: Value = serde_json::from_str(&entree.contenu).unwrap_or_default();
        let Some(donnees) = contenu.get("donnees").and_then(Value::as_object) else { return };
        for (champ, valeur) in donnees.iter().filter(|(_, valeur)| valeur.get("engagement").is_some()) {
            match entree.textes.iter().find(|texte| texte.champ == *champ) {
                Some(texte) if texte.engagement() == *valeur => {}
                Some(_) => drop(self.ruptures.insert(entree.seq, NatureRupture::Changee)),
                None => drop(self.sans_texte.insert(entree.seq, NatureRupture::Retiree)),
            }
        }
        if contenu.get("fait").and_then(Value::as_str) == Some(EFFACEMENT) {
            let rangs = donnees.get("rangs").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_i64);
            for rang in rangs.filter(|rang| *rang < entree.seq) {
                if self.sans_texte.remove(&rang).is_some() {
                    self.coupees.insert(rang, entree.seq);
                }
            }
        }
    }

    /// Each rank at which the ledger does not hold, once all was read, and it went as far as it is known to have gone:
    /// at these ranks, with these fingerprints.
    pub(crate) fn conclure(&self, connus: &[(i64, Empreinte)]) -> BTreeMap<i64, NatureRupture> {
        let mut ruptures = self.ruptures.clone();
        for (rang, nature) in &self.sans_texte {
            ruptures.entry(*rang).or_insert(*nature);
        }
        let jusqua = connus.iter().map(|(rang, _)| *rang).max().unwrap_or_default();
        for absent in (self.dernier + 1..=jusqua).take(usize::try_from(TROU).unwrap_or_default()) {
            ruptures.insert(absent, NatureRupture::Retiree);
        }
        ruptures
    }

    /// Whether nothing is broken up to a rank.
    pub(crate) fn tient_jusqua(&self, rang: i64) -> bool {
        self.dernier >= rang && self.ruptures.range(..=rang).next().is_none()
    }

    /// Says that an entry is not the one that is known to have been there.
    pub(crate) fn dementir(&mut self, rang: i64) {
        self.ruptures.entry(rang).or_insert(NatureRupture::Changee);
    }
}

/// What an entry that names what was cut says it is.
pub(crate) const EFFACEMENT: &str = "effacement";

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
                    textes: vec![],
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

    fn first(entries: &[Entree]) -> Option<i64> {
        verify(entries).conclure(&[]).keys().next().copied()
    }

    #[test]
    fn an_entry_names_who_signed_and_a_merge_both_files() {
        let (a, b) = (ParticipantId::from_u128(1), ParticipantId::from_u128(2));
        assert_eq!(nommees(&format!(r#"{{"fait":"absence","donnees":{{"participant":"{a}","motif":null}}}}"#)), [a]);
        assert_eq!(nommees(&format!(r#"{{"donnees":{{"garde":"{a}","absorbe":"{b}"}}}}"#)), [a, b]);
        assert!(nommees(r#"{"donnees":{"participant":null}}"#).is_empty(), "the signature of who leads");
        assert!(nommees("rompue").is_empty());
    }

    fn texte() -> Texte {
        Texte { champ: "motif".to_owned(), sel: vec![7; 32], dit: "oublié de compter".to_owned() }
    }

    fn said(cut: Option<i64>) -> Vec<Entree> {
        let mut contents = vec![
            json!({ "fait": "feuille_rouverte", "donnees": { "motif": texte().engagement() } }).to_string(),
            json!({ "fait": "absence", "donnees": {} }).to_string(),
        ];
        contents.extend(cut.map(|rang| json!({ "fait": EFFACEMENT, "donnees": { "rangs": [rang] } }).to_string()));
        chain(&contents)
    }

    #[test]
    fn a_text_is_the_one_that_was_committed_to_or_was_erased_by_an_entry_that_says_so() {
        let mut entries = said(None);
        assert_eq!(first(&entries), Some(1), "it was taken away");
        entries[0].textes = vec![texte()];
        assert_eq!(first(&entries), None);
        entries[0].textes[0].dit.push('!');
        assert_eq!(first(&entries), Some(1), "it was changed");
        let erased = verify(&said(Some(1)));
        assert_eq!((erased.conclure(&[]), erased.coupees), (BTreeMap::new(), BTreeMap::from([(1, 3)])));
    }

    #[test]
    fn an_entry_that_was_cut_is_not_broken_when_another_says_so_and_what_follows_it_still_holds() {
        let mut entries = said(Some(2));
        entries[0].textes = vec![texte()];
        entries[1].contenu.clear();
        let cut = verify(&entries);
        assert_eq!((cut.conclure(&[]), cut.coupees), (BTreeMap::new(), BTreeMap::from([(2, 3)])));
        let mut silent = said(None);
        silent[0].textes = vec![texte()];
        silent[1].contenu.clear();
        assert_eq!(first(&silent), Some(2), "nobody says why");
    }

    #[test]
    fn a_ledger_goes_as_far_as_it_is_known_to_have_gone() {
        let entries = chain(&["a".to_owned(), "b".to_owned()]);
        let known = |rang| verify(&entries).conclure(&[(rang, ORIGINE)]);
        assert!(known(2).is_empty());
        let missing: Vec<_> = known(4).into_keys().collect();
        assert_eq!(missing, [3, 4]);
        let empty: Vec<_> = verify(&[]).conclure(&[(1, ORIGINE)]).into_keys().collect();
        assert_eq!(empty, [1]);
    }

    proptest! {
        #[test]
        fn one_altered_byte_is_found_at_its_entry(
            contents in proptest::collection::vec("[a-z]{1,20}", 1..20),
            which in any::<proptest::sample::Index>(),
        ) {
            let mut entries = chain(&contents);
            prop_assert_eq!(first(&entries), None);
            let rank = which.index(entries.len());
            entries[rank].contenu.push('!');
            prop_assert_eq!(first(&entries), Some(i64::try_from(rank).unwrap() + 1));
        }

        #[test]
        fn a_removed_entry_is_found(contents in proptest::collection::vec("[a-z]{1,20}", 2..20), which in any::<proptest::sample::Index>()) {
            let mut entries = chain(&contents);
            let rank = which.index(entries.len() - 1);
            entries.remove(rank);
            prop_assert_eq!(first(&entries), Some(i64::try_from(rank).unwrap() + 1));
        }

        #[test]
        fn each_of_two_breaks_is_named(contents in proptest::collection::vec("[a-z]{1,20}", 4..20)) {
            let mut entries = chain(&contents);
            entries[0].contenu.push('!');
            entries.remove(2);
            let found: Vec<_> = verify(&entries).conclure(&[]).into_iter().collect();
            prop_assert_eq!(found, [(1, NatureRupture::Changee), (3, NatureRupture::Retiree)]);
        }
    }
}
