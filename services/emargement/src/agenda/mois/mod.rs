//! Months of the staff: open until their sheet is signed, and the categories of their time.

pub(crate) mod app;
pub(crate) mod domain;
pub(crate) mod store;
