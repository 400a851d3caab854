//! Which keys signed the roots of a deployment: the one that is published, and those that an entry of the ledger ties to
//! it, signed by both.

use kernel::{TerritoireId, hexadecimal};
use serde_json::{Value, json};

use crate::registre::racine::domain::{Signataire, authentique};

/// What an entry that ties two keys says it is.
pub(crate) const CHANGEMENT: &str = "cle_changee";

/// Keys that are known to be those of the deployment.
#[derive(Debug, Clone)]
pub(crate) struct Cles(Vec<Vec<u8>>);

impl Cles {
    /// The published one.
    pub(crate) fn de(publiee: &[u8]) -> Self {
        Self(vec![publiee.to_vec()])
    }

    pub(crate) fn connait(&self, cle: &[u8]) -> bool {
        self.0.iter().any(|known| known == cle)
    }

    /// Hears what an entry says: a key that is tied to a known one is known.
    pub(crate) fn entendre(&mut self, territoire: TerritoireId, contenu: &str) {
        // Most entries say nothing of keys.
        if !contenu.contains(CHANGEMENT) {
            return;
        }
        let Some((ancienne, nouvelle)) = liees(territoire, contenu) else { return };
        match (self.connait(&ancienne), self.connait(&nouvelle)) {
            (true, false) => self.0.push(nouvelle),
            (false, true) => self.0.push(ancienne),
            _ => {}
        }
    }
}

/// What both keys sign.
fn texte(territoire: TerritoireId, ancienne: &str, nouvelle: &str) -> String {
    format!("plie.registre.cle.v1|{territoire}|{ancienne}|{nouvelle}")
}

/// What the entry of a change holds.
pub(crate) fn changement(territoire: TerritoireId, ancien: &Signataire, nouveau: &Signataire) -> Value {
    let (ancienne, nouvelle) = (hexadecimal(ancien.cle_publique()), hexadecimal(nouveau.cle_publique()));
    let texte = texte(territoire, &ancienne, &nouvelle);
    let signed = |signataire: &Signataire| hexadecimal(&signataire.signer(&texte));
    json!({ "ancienne": ancienne, "nouvelle": nouvelle, "par_ancienne": signed(ancien), "par_nouvelle": signed(nouveau) })
}

/// The two keys that an entry ties, when both signed it.
fn liees(territoire: TerritoireId, contenu: &str) -> Option<(Vec<u8>, Vec<u8>)> {
    let entree: Value = serde_json::from_str(contenu).ok()?;
    if entree.get("fait")? != CHANGEMENT {
        return None;
    }
    let field = |name: &str| entree.get("donnees")?.get(name)?.as_str();
    let (ancienne, nouvelle) = (field("ancienne")?, field("nouvelle")?);
    let texte = texte(territoire, ancienne, nouvelle);
    let (old, new) = (octets(ancienne)?, octets(nouvelle)?);
    let both = authentique(&texte, &octets(field("par_ancienne")?)?, &old)
        && authentique(&texte, &octets(field("par_nouvelle")?)?, &new);
    both.then_some((old, new))
}

/// The bytes of a hexadecimal text.
fn octets(text: &str) -> Option<Vec<u8>> {
    (text.len().is_multiple_of(2) && text.is_ascii()).then_some(())?;
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(text.get(at..at + 2)?, 16).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const LYON: TerritoireId = TerritoireId::from_u128(1);

    fn entry(ancien: &Signataire, nouveau: &Signataire) -> String {
        json!({ "fait": CHANGEMENT, "donnees": changement(LYON, ancien, nouveau) }).to_string()
    }

    #[test]
    fn a_key_is_known_by_the_one_that_it_follows_or_that_follows_it() {
        let (old, new) = (Signataire::new("ancien"), Signataire::new("nouveau"));
        for (published, other) in [(&old, &new), (&new, &old)] {
            let mut keys = Cles::de(published.cle_publique());
            assert!(!keys.connait(other.cle_publique()));
            keys.entendre(LYON, &entry(&old, &new));
            assert!(keys.connait(other.cle_publique()));
        }
    }

    #[test]
    fn a_key_beside_ties_itself_to_nothing() {
        let (own, forged) = (Signataire::new("plie"), Signataire::new("faussaire"));
        let honest: Value = serde_json::from_str(&entry(&forged, &forged)).unwrap();
        let mut alone = honest.clone();
        alone["donnees"]["ancienne"] = json!(hexadecimal(own.cle_publique()));
        let elsewhere = json!({ "fait": CHANGEMENT, "donnees": changement(TerritoireId::from_u128(2), &own, &forged) });
        for entry in [alone.to_string(), elsewhere.to_string(), honest.to_string(), "{}".to_owned()] {
            let mut keys = Cles::de(own.cle_publique());
            keys.entendre(LYON, &entry);
            assert!(!keys.connait(forged.cle_publique()), "{entry}");
        }
    }
}
