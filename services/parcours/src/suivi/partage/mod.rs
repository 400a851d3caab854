//! What may be told of a person to somebody who is around them: made of what the person agreed to.

pub(crate) mod api;
pub(crate) mod app;
pub(crate) mod domain;
