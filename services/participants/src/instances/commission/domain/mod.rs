pub(crate) mod calendrier;
pub(crate) mod session;
