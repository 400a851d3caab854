pub(super) mod coder;
pub(super) mod creer;
pub(super) mod imprimer;
pub(super) mod lister;
pub(super) mod renouveler;
pub(super) mod signer;
pub(super) mod terminer;
pub(super) mod voir;
