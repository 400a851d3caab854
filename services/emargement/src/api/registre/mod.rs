pub(super) mod lire;
pub(super) mod verifier;
