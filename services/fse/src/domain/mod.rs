//! Pure rules of the European programmes.

pub(crate) mod couts;
pub(crate) mod indicateurs;
pub(crate) mod operation;
pub(crate) mod participation;
