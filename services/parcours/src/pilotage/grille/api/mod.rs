pub(crate) mod exporter;
pub(crate) mod exporter_figee;
pub(crate) mod figer;
pub(crate) mod imprimer;
pub(crate) mod lister;
pub(crate) mod voir;
pub(crate) mod voir_figee;
