pub(crate) mod affecter;
pub(crate) mod deposer;
pub(crate) mod lister;
pub(crate) mod noter;
pub(crate) mod signer;
pub(crate) mod suivre;
pub(crate) mod voir;
