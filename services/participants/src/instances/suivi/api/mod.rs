pub(crate) mod deposer;
pub(crate) mod laisser;
pub(crate) mod voir;
