//! The whole suite in one process: every service and the gateway, each on its own socket, talking HTTP
//! as they do in a cluster. Only this crate knows that they share a process.

pub mod cluster;
pub mod demo;
mod layout;
mod migrations;
mod processes;
mod suite;

pub use layout::{Bases, CONNECTIONS, Layout, folder_url};
pub use migrations::{MigrateError, migrate};
pub use processes::{Process, processes};
pub use suite::{Suite, SuiteError, definition};
