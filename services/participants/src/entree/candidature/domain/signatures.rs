//! What the signatures of a candidature must be.

use chrono::NaiveDate;
use participants_api::{PreuveDepot, Signature};
use problem::FieldError;

/// What is wrong with the signatures of a candidature filed on `deposee_le`.
pub(crate) fn signatures(deposee_le: NaiveDate, signatures: &[Signature]) -> Vec<FieldError> {
    let mut errors = Vec::new();
    for (rank, one) in signatures.iter().enumerate() {
        let mut wrong = |field: &str, code: &'static str, detail: &str| {
            errors.push(FieldError::new(format!("/signatures/{rank}/{field}"), code, detail));
        };
        if one.signe_le > deposee_le {
            wrong("signe_le", "futur", "la signature est postérieure au dépôt");
        }
        if signatures.iter().take(rank).any(|before| before.signataire == one.signataire) {
            wrong("signataire", "double", "cette partie a déjà signé");
        }
        if one.mode == (PreuveDepot::Papier { attestation: false }) {
            wrong("mode/attestation", "absent", "attestez avoir vu la signature sur le papier");
        }
    }
    errors
}

/// A signature that was missing is given once the candidature is filed, today at the latest.
pub(crate) fn apres_le_depot(signature: &Signature, today: NaiveDate) -> Result<(), FieldError> {
    if signature.signe_le > today {
        return Err(FieldError::new("/signe_le", "futur", "une signature n'est pas donnée dans le futur"));
    }
    if signature.mode == (PreuveDepot::Papier { attestation: false }) {
        return Err(FieldError::new("/mode/attestation", "absent", "attestez avoir vu la signature sur le papier"));
    }
    Ok(())
}
