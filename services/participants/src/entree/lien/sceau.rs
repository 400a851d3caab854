//! Links without account: a signed token that names a territory and a link, and opens one candidature.

use auth::{Acteur, ReadScope, Scope, Sujet, Titres, WriteScope};
use aws_lc_rs::hmac;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use kernel::{ContratId, Id, LienId, TerritoireId, hexadecimal};
use problem::{Problem, Slug};
use referentiel::Signataire;

/// Signs links and recognises them, and codes likewise. Cheap to clone.
#[derive(Debug, Clone)]
pub(crate) struct Sceau(hmac::Key);

/// Whoever holds a link. The territory comes from a signature of this deployment, not from the client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Porteur {
    territoire: TerritoireId,
    pub(crate) lien: LienId,
}

impl Scope for Porteur {
    fn territoire(&self) -> TerritoireId {
        self.territoire
    }

    fn acteur(&self) -> Acteur {
        Acteur { id: self.lien.into(), sujet: Sujet::Lien, titres: Titres::default() }
    }
}

impl ReadScope for Porteur {}

impl WriteScope for Porteur {}

impl Sceau {
    /// The seal of a deployment: derived from the service's own secret, for this purpose alone.
    pub(crate) fn new(secret: &str) -> Self {
        let root = hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes());
        let derived = hmac::sign(&root, b"participants/liens/1");
        Self(hmac::Key::new(hmac::HMAC_SHA256, derived.as_ref()))
    }

    /// The token of a link.
    pub(crate) fn signer(&self, territoire: TerritoireId, lien: LienId) -> String {
        let mut bytes = [territoire.as_bytes().as_slice(), lien.as_bytes()].concat();
        let mac = hmac::sign(&self.0, &bytes);
        bytes.extend(mac.as_ref());
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// What is kept of the code that a signatory of a contract was sent. Six figures are soon guessed by whoever reads the
    /// database: without the secret of the service they find nothing.
    pub(crate) fn empreinte_du_code(&self, contrat: ContratId, qui: Signataire, code: &str) -> String {
        let said = format!("contrat/{contrat}/{}/{code}", qui.nom());
        hexadecimal(hmac::sign(&self.0, said.as_bytes()).as_ref())
    }

    /// Who holds this token. One that this deployment did not sign opens nothing, and says no more.
    pub(crate) fn lire(&self, jeton: &str) -> Result<Porteur, Problem> {
        let bytes = URL_SAFE_NO_PAD.decode(jeton).map_err(|_| invalide())?;
        let (named, mac) = bytes.split_at_checked(32).ok_or_else(invalide)?;
        hmac::verify(&self.0, named, mac).map_err(|_| invalide())?;
        let (territoire, lien) = named.split_at(16);
        let territoire = Id::from_slice(territoire).map_err(|_| invalide())?;
        Ok(Porteur { territoire, lien: Id::from_slice(lien).map_err(|_| invalide())? })
    }
}

/// The one answer to a link that does not open.
pub(crate) fn invalide() -> Problem {
    Problem::new(
        Slug::LienInvalide,
        "Ce lien n'ouvre rien : inconnu, expiré ou révoqué. Demandez-en un nouveau au PLIE.",
    )
}

#[cfg(test)]
mod tests {

    use super::*;

    #[test]
    fn a_link_opens_what_it_names_and_nothing_once_altered() {
        let sceau = Sceau::new("secret");
        let (territoire, lien) = (Id::from_u128(7), Id::from_u128(9));
        let jeton = sceau.signer(territoire, lien);
        assert_eq!(sceau.lire(&jeton).unwrap(), Porteur { territoire, lien });
        let other = Id::from_u128(8);
        assert_ne!(sceau.signer(other, lien), jeton);
        for rank in 0..jeton.len() {
            let mut altered: Vec<char> = jeton.chars().collect();
            altered[rank] = if altered[rank] == 'A' { 'B' } else { 'A' };
            let altered: String = altered.into_iter().collect();
            // The last character carries unused bits: it may decode to the same bytes, which open the same.
            assert!(sceau.lire(&altered).is_err() || rank == jeton.len() - 1, "{rank}");
        }
        assert!(Sceau::new("autre").lire(&jeton).is_err(), "another deployment");
        assert!(sceau.lire("").is_err());
    }
}
