//! Messages to persons: carried to their address by SMTP, or to a folder where a test and a demonstration read them.
//!
//! A use case says `tx.send(message)`; the message is written with its transaction, and carried once that has
//! committed ([`suivre`]). One that could not be carried is tried again until nobody can do anything with it any more.

mod boite;
mod facteur;
mod tournee;

pub use boite::{Boite, Lettre};
pub use facteur::{Echec, Facteur, verifier};
pub use store::Message;
pub use tournee::suivre;
