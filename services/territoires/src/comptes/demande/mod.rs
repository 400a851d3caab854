//! What the holder of an account asked for, and proves by a code that was sent.

pub(crate) mod store;
