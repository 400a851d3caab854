//! Minutes of certified sheets.

pub(crate) mod store;
