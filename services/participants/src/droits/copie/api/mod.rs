pub(crate) mod exporter;
