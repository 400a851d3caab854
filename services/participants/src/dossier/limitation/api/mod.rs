pub(crate) mod lever;
pub(crate) mod limiter;
