pub(super) mod demander;
pub(super) mod revoquer;
