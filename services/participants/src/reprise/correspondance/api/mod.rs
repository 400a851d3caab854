pub(crate) mod garder;
pub(crate) mod lister;
pub(crate) mod modifier;
