//! Rows and queries, one file a noun.

pub(crate) mod adresses;
pub(crate) mod candidatures;
pub(crate) mod commissions;
pub(crate) mod conservation;
pub(crate) mod contacts;
pub(crate) mod contrats;
pub(crate) mod correspondances;
pub(crate) mod diagnostics;
pub(crate) mod documents;
pub(crate) mod droits;
pub(crate) mod entretiens;
pub(crate) mod filtres;
pub(crate) mod fusions;
pub(crate) mod imports;
pub(crate) mod liens;
pub(crate) mod lignes;
pub(crate) mod participants;
pub(crate) mod pieces;
pub(crate) mod recherche;
pub(crate) mod references;
pub(crate) mod schema;
pub(crate) mod signatures;
pub(crate) mod situations;
