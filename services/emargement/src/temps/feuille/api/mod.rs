pub(crate) mod composer;
pub(crate) mod expliquer;
pub(crate) mod lister;
pub(crate) mod lister_versions;
pub(crate) mod prouver;
pub(crate) mod rouvrir;
pub(crate) mod signer;
pub(crate) mod voir;
