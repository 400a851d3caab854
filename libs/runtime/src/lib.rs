//! What every process of the suite does the same way: configuration, logs, health, start and stop,
//! calls to its neighbours, and the shape of an HTTP answer.

/// The allocator of every process: that of glibc costs a sixth of the requests per second.
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

mod address;
mod cachet;
pub mod client;
mod config;
pub mod health;
mod hints;
pub mod http;
mod journal;
pub mod keys;
mod lecture;
pub mod lectures;
pub mod line;
pub mod openapi;
mod peers;
mod rattrapage;
pub mod rounds;
pub mod server;
mod service;
pub mod tasks;
pub mod telemetry;
pub mod tokens;
pub mod travaux;

pub use address::{AddressError, Origin, Root};
pub use cachet::{Cachet, Fermee};
pub use config::{Config, ConfigRefused, Files, Messages, Secret};
pub use hints::{Listener, Redis, RedisRefused};
pub use journal::Journal;
pub use lecture::Lecture;
pub use peers::Peers;
pub use rattrapage::{Ecoute, Rattrapage};
pub use server::Running;
pub use service::{Context, Definition, NoExtra, Routes, Settings, StartError, main, start, stop_signal};
pub use tasks::Tasks;
pub use tokens::ServiceTokens;
