//! Asking another service: a typed client a producer, which speaks its contract. A service asks before its
//! transaction opens, never within.

mod lectures;
mod participants;
mod peer;

pub use lectures::LecturesClient;
pub use participants::ParticipantsClient;
