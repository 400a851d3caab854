//! Pure rules of participants. Those of the territory are in `referentiel`.

pub(crate) mod calendrier;
pub(crate) mod candidature;
pub(crate) mod cles;
pub(crate) mod contrat;
pub(crate) mod deduit;
pub(crate) mod doublon;
pub(crate) mod evolution;
pub(crate) mod import;
pub(crate) mod lecture;
pub(crate) mod nom;
pub(crate) mod phonetique;
pub(crate) mod texte_contrat;
pub(crate) mod verification;
