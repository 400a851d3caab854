//! Use cases of participants.

pub(crate) mod adresses;
pub(crate) mod candidatures;
pub(crate) mod commissions;
pub(crate) mod conservation;
pub(crate) mod contacts;
pub(crate) mod contrat_imprime;
pub(crate) mod contrats;
pub(crate) mod diagnostics;
pub(crate) mod documents;
pub(crate) mod dossier;
pub(crate) mod droits;
pub(crate) mod eligibilite;
mod entree;
pub(crate) mod imports;
pub(crate) mod liens;
pub(crate) mod participants;
pub(crate) mod pieces;
pub(crate) mod recherche;
mod regard;
pub(crate) mod situations;

pub(crate) use entree::reevaluer_entree;
