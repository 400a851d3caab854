pub(crate) mod confier;
pub(crate) mod lister;
pub(crate) mod voir;
