pub(crate) mod imports;
pub(crate) mod lignes;
pub(crate) mod references;
