//! plie.
