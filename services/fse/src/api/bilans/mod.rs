pub(super) mod exporter;
pub(super) mod voir;
