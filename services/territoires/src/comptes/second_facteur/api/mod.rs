pub(crate) mod activer;
pub(crate) mod preparer;
