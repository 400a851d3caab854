//! What a file tells for the rules of eligibility.

pub(crate) mod deduit;
pub(crate) mod portrait;
