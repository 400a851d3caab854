pub(crate) mod consentir;
pub(crate) mod lister;
pub(crate) mod retirer;
