//! The session and what it decides, and the days of the calendar.

pub(crate) mod calendrier;
pub(crate) mod session;
