//! What an operator prepares before the suite enters a cluster: its secrets, and its roles in Postgres.

mod provision;
mod secrets;

pub use provision::{ProvisionError, provision};
pub use secrets::{Passwords, Servers, secrets};
