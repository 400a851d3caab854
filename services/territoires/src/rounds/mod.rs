//! What is done behind the requests.

pub(crate) mod demarrage;
pub(crate) mod sessions;
