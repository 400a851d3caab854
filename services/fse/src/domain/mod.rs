//! Pure rules of the European programmes.

pub(crate) mod couts;
pub(crate) mod indicateurs;
