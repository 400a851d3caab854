pub(crate) mod lister;
