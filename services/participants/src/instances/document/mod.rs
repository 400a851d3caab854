//! The papers of a session: convocations, relevé, extracts, letters.

pub(crate) mod api;
pub(crate) mod app;
pub(crate) mod domain;
pub(crate) mod store;
