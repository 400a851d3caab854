pub(crate) mod convenir;
pub(crate) mod lister;
pub(crate) mod suivre;
