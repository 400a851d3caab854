//! The bilan of an operation, on screen and as a workbook.

pub(crate) mod api;
pub(crate) mod app;
pub(crate) mod classeur;
