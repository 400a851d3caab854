pub(super) mod creer;
pub(super) mod lister;
pub(super) mod revoquer;
