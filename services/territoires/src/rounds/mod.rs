//! What is done behind the requests.

pub(crate) mod demarrage;
