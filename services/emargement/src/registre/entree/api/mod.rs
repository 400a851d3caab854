pub(crate) mod lister;
pub(crate) mod verifier;
