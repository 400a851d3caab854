pub(crate) mod imports;
pub(crate) mod lignes;
pub mod references;
