//! participants-api.
