pub(crate) mod deduit;
pub(crate) mod portrait;
