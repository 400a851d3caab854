pub(crate) mod signer;
pub(crate) mod voir;
