pub(super) mod creer;
pub(super) mod signer;
pub(super) mod voir;
