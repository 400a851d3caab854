pub(crate) mod cles;
pub(crate) mod nom;
pub(crate) mod phonetique;
