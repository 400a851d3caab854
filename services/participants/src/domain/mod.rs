//! Pure rules of participants. Those of the territory are in `referentiel`.

pub(crate) mod candidature;
pub(crate) mod deduit;
pub(crate) mod nom;
