pub(crate) mod fusionner;
pub(crate) mod separer;
