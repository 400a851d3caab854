//! Addresses: dated facts, since the residence opens the PLIE and the quartier the category.

use kernel::{Fait, fait, kind};
use participants_api::NouvelleAdresse;

use crate::dossier::{fait::domain::Enregistrement, instantane::domain::Instantane};

/// A recorded address.
pub(crate) type Adresse = Enregistrement<kind::Adresse, NouvelleAdresse>;

/// Of the records of a file, the one that holds on a day.
pub(crate) fn retenir(faits: &[Fait<kind::Adresse, Adresse>], vue: Instantane) -> Option<Adresse> {
    let known = fait::connus(faits, vue.connu_au);
    fait::en_vigueur(known, vue.au).and_then(|fait| fait.valeur.clone())
}
