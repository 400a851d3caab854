pub(super) mod lire;
pub(super) mod racines;
pub(super) mod verifier;
