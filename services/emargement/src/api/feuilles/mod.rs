pub(super) mod composer;
pub(super) mod expliquer;
pub(super) mod rouvrir;
pub(super) mod signer;
pub(super) mod voir;
