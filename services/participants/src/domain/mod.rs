//! Pure rules of participants. Those of the territory are in `referentiel`.

pub(crate) mod adresse;
pub(crate) mod calendrier;
pub(crate) mod candidature;
pub(crate) mod cles;
pub(crate) mod commission;
pub(crate) mod consentement;
pub(crate) mod contrat;
pub(crate) mod contrat_ecrit;
pub(crate) mod deduit;
pub(crate) mod document;
pub(crate) mod doublon;
pub(crate) mod evolution;
pub(crate) mod fusion;
pub(crate) mod import;
pub(crate) mod lecture;
pub(crate) mod lien;
pub(crate) mod nom;
pub(crate) mod participant;
pub(crate) mod phonetique;
pub(crate) mod piece;
pub(crate) mod portrait;
pub(crate) mod regard;
pub(crate) mod situation;
pub(crate) mod texte_contrat;
pub(crate) mod verification;
