pub(crate) mod corriger;
pub(crate) mod decider;
pub(crate) mod deporter;
pub(crate) mod inscrire;
pub(crate) mod proposer;
pub(crate) mod retenir;
