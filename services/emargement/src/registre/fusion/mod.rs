//! What the ledger says of two files that become one.

pub(crate) mod app;
