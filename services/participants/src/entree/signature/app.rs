//! Signatures, as they are answered.

use participants_api::SignatureDto;

use crate::entree::signature::domain::Signature;

impl From<Signature> for SignatureDto {
    fn from(signature: Signature) -> Self {
        let Signature { signataire, signe_le, nom, lieu, mode, saisie_le, saisie_par } = signature;
        Self { signataire, signe_le, nom, lieu, mode, saisie_le, saisie_par, saisie_par_nom: None }
    }
}
