//! What participants says and understands: its data transfer objects, its events, its typed client.

mod candidatures;
mod client;
mod commissions;
mod contrats;
mod events;
mod personnes;

pub use candidatures::*;
pub use client::ParticipantsClient;
pub use commissions::*;
pub use contrats::*;
pub use events::*;
pub use personnes::*;
