pub(super) mod creer;
pub(super) mod lister;
