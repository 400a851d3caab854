pub(crate) mod lister;
pub(crate) mod reprendre;
pub(crate) mod suspendre;
