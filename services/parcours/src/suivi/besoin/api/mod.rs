pub(crate) mod conclure;
pub(crate) mod lister;
pub(crate) mod signaler;
