//! End-to-end tests of the suite; they stand in `suite/`.
