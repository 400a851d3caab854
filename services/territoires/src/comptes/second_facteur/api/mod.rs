pub(crate) mod activer;
pub(crate) mod preparer;
pub(crate) mod retirer;
