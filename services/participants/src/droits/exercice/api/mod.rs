pub(crate) mod effacer;
pub(crate) mod exporter;
