//! What an instance decided of a demande, applied.

pub(crate) mod app;
