//! Use cases of participants.

pub(crate) mod candidatures;
pub(crate) mod commissions;
pub(crate) mod contrats;
pub(crate) mod eligibilite;
mod entree;
pub(crate) mod participants;

pub(crate) use entree::reevaluer_entree;
