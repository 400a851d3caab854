pub(crate) mod exporter;
pub(crate) mod voir;
