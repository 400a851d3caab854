pub(crate) mod compter;
pub(crate) mod essayer;
pub(crate) mod lister;
pub(crate) mod reporter;
