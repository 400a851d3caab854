pub(crate) mod coder;
pub(crate) mod creer;
pub(crate) mod imprimer;
pub(crate) mod lister;
pub(crate) mod renouveler;
pub(crate) mod signer;
pub(crate) mod terminer;
pub(crate) mod voir;
