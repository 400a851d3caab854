pub(crate) mod demander;
pub(crate) mod revoquer;
