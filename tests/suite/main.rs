//! The suite as its users see it: through the gateway, on real Postgres and Redis.

mod architecture;
mod bad_input;
mod chain;
mod contracts;
mod events;
mod isolation;
mod matrix;
mod sessions;
mod tenancy;
mod time;
