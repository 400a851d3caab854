//! Which persons an answer shows: whoever reads it is written under each of them.

use std::collections::BTreeSet;

use crate::ParticipantId;

/// Persons, each once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Personnes(BTreeSet<ParticipantId>);

impl Personnes {
    /// Adds a person.
    pub fn ajouter(&mut self, personne: ParticipantId) {
        self.0.insert(personne);
    }

    /// Whether each of them is among `connues`.
    #[must_use]
    pub fn parmi(&self, connues: &BTreeSet<ParticipantId>) -> bool {
        self.0.is_subset(connues)
    }

    /// Whether each of these others is among them.
    #[must_use]
    pub fn comprennent(&self, autres: &Self) -> bool {
        autres.parmi(&self.0)
    }

    /// Whether it is nobody.
    #[must_use]
    pub fn est_vide(&self) -> bool {
        self.0.is_empty()
    }

    /// Their identifiers.
    #[must_use]
    pub fn identifiants(self) -> Vec<ParticipantId> {
        self.0.into_iter().collect()
    }
}

impl FromIterator<ParticipantId> for Personnes {
    fn from_iter<T: IntoIterator<Item = ParticipantId>>(personnes: T) -> Self {
        Self(personnes.into_iter().collect())
    }
}

/// An answer that shows persons. Implemented beside each one, so that a field which shows somebody more is seen by
/// who adds it.
pub trait Nominatif {
    /// Adds the persons that it shows.
    fn montrer(&self, personnes: &mut Personnes);

    /// The persons that it shows.
    fn personnes(&self) -> Personnes {
        let mut personnes = Personnes::default();
        self.montrer(&mut personnes);
        personnes
    }
}

impl<T: Nominatif> Nominatif for Vec<T> {
    fn montrer(&self, personnes: &mut Personnes) {
        for one in self {
            one.montrer(personnes);
        }
    }
}

impl<T: Nominatif> Nominatif for Option<T> {
    fn montrer(&self, personnes: &mut Personnes) {
        if let Some(one) = self {
            one.montrer(personnes);
        }
    }
}

/// What does not say itself whose it is (a sheet, a document, an agenda of candidatures), with the persons of whom
/// it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct De<T> {
    personnes: Personnes,
    /// What is shown.
    pub contenu: T,
}

impl<T> De<T> {
    /// Of one person.
    pub fn une(personne: ParticipantId, contenu: T) -> Self {
        Self::plusieurs([personne], contenu)
    }

    /// Of several.
    pub fn plusieurs(personnes: impl IntoIterator<Item = ParticipantId>, contenu: T) -> Self {
        Self { personnes: personnes.into_iter().collect(), contenu }
    }
}

impl<T> Nominatif for De<T> {
    fn montrer(&self, personnes: &mut Personnes) {
        personnes.0.extend(&self.personnes.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_shown_twice_is_one_person() {
        let (a, b) = (ParticipantId::from_u128(1), ParticipantId::from_u128(2));
        let page = vec![Some(De::une(b, "pièce")), None, Some(De::plusieurs([a, b], "ordre du jour"))];
        assert_eq!(page.personnes().identifiants(), [a, b]);
    }
}
