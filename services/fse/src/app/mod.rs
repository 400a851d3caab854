//! Use cases of fse.

pub(crate) mod bilans;
pub(crate) mod classeur;
pub(crate) mod operations;
pub(crate) mod participations;
