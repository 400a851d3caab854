//! Addresses: dated facts, since the residence opens the PLIE and the quartier the category.

use chrono::{DateTime, Utc};
use kernel::{ActeurId, AdresseId, Fait, fait, kind};
use participants_api::NouvelleAdresse;

use crate::dossier::instantane::domain::Instantane;

/// A recorded address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Adresse {
    pub(crate) id: AdresseId,
    pub(crate) contenu: NouvelleAdresse,
    /// The record that it corrects, and why.
    pub(crate) remplace: Option<AdresseId>,
    pub(crate) motif: Option<String>,
    pub(crate) saisie_le: DateTime<Utc>,
    pub(crate) saisie_par: ActeurId,
}

/// Of the records of a file, the one that holds on a day.
pub(crate) fn retenir(faits: &[Fait<kind::Adresse, Adresse>], vue: Instantane) -> Option<Adresse> {
    let known = fait::connus(faits, vue.connu_au);
    fait::en_vigueur(known, vue.au).and_then(|fait| fait.valeur.clone())
}
