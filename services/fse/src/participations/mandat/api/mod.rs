pub(crate) mod clore;
pub(crate) mod donner;
pub(crate) mod lister;
