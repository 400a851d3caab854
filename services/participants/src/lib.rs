//! participants.
