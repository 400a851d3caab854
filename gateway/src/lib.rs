//! The edge: verifies tokens, routes, limits, and answers for what it refuses. Stateless, without
//! database: any number of them run side by side.

mod config;
mod docs;
mod headers;
mod limits;
mod openapi;
mod origin;
mod proxy;
mod routes;
mod sending;
mod server;
mod upstream;

pub use config::Config;
pub use server::start;
