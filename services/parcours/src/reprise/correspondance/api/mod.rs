pub(crate) mod garder;
pub(crate) mod lister;
