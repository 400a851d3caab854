//! What a person needs, and what the animation team answers.

pub(crate) mod api;
pub(crate) mod app;
pub(crate) mod domain;
pub(crate) mod store;
