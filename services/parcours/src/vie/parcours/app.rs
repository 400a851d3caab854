//! A parcours as it is answered.

use parcours_api::ParcoursDto;

use crate::vie::parcours::domain::Parcours;

impl From<Parcours> for ParcoursDto {
    /// As a line of a list: without its étapes, its exits and its échéances.
    fn from(parcours: Parcours) -> Self {
        let Parcours { id, participant, candidature, referent, entree_le, etat, reuni_a } = parcours;
        let (etapes, sorties, echeances) = (vec![], vec![], vec![]);
        Self { id, participant, candidature, referent, entree_le, etat, reuni_a, etapes, sorties, echeances }
    }
}
