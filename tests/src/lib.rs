//! plie-tests.
